import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { until } from '../support/until.ts';
import { cutAdapter, type Started, startCutAdapter, temporaryDirectory } from './command-process.ts';

const PASSWORD = 'a password for tests';

interface Listening {
  readonly url: string;
  readonly [fact: string]: unknown;
}

describe('cut-adapter serve', () => {
  const directory = temporaryDirectory();
  const running = new Set<Started>();
  after(() => directory[Symbol.dispose]());
  afterEach(() => {
    for (const { child } of running) child.kill('SIGKILL');
    running.clear();
  });

  const start = (args: readonly string[] = [], environment: Record<string, string> = {}): Started => {
    const started = startCutAdapter(['serve', ...args], {
      CUT_PORT: '0',
      CUT_DATA_DIR: directory.path,
      CUT_ADMIN_PASSWORD: PASSWORD,
      ...environment,
    });
    running.add(started);
    return started;
  };
  const listening = async (started: Started): Promise<Listening> => {
    await until(() => started.output().includes('\n') || started.child.exitCode !== null);
    return JSON.parse(started.output().split('\n', 1)[0] ?? '') as Listening;
  };

  it('says where everything is, makes the first user, and stops with exit code 0', async () => {
    using fresh = temporaryDirectory();
    const started = start([], { CUT_DATA_DIR: fresh.path, CUT_ADMIN_PASSWORD: '', CUT_LOG_LEVEL: 'error' });
    const facts = await listening(started);
    expect(facts.url).to.match(/^http:\/\/127\.0\.0\.1:\d+\/soap$/);
    expect(facts).to.include({ message: 'listening', newDatabase: true, firstUser: 'SADMIN', logLevel: 'error' });
    expect(facts.passwordFile).to.equal(join(fresh.path, 'admin-password'));
    const password = readFileSync(String(facts.passwordFile), 'utf8').trimEnd();
    expect(await answerTo(facts.url, getAccount('SADMIN', password))).to.contain('Tyne Software Ltd');
    started.child.kill('SIGTERM');
    const { code, stdout, stderr } = await started.ended;
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout).not.to.contain(password);
  });

  it('says it in text where text is wanted, and warns of options that have no effect', async () => {
    using fresh = temporaryDirectory();
    const started = start(['--log-format', 'text', '--no-samples'], {
      CUT_DATA_DIR: fresh.path,
      CUT_ADMIN_PASSWORD: '',
      CUT_PROT: '1',
    });
    await until(() => started.output().includes('Password'));
    expect(started.output()).to.match(
      /WARN +CUT_PROT is not an option.*\nSOAP {8}http:\/\/127\.0\.0\.1:\d+\/soap\nWSDL /,
    );
    expect(started.output())
      .to.match(/Database .*cut\.db \(new\)\n/)
      .and.to.match(/Password +of SADMIN: in .*admin-password\n/);
    expect(started.output()).not.to.contain(readFileSync(join(fresh.path, 'admin-password'), 'utf8').trimEnd());
    started.child.kill('SIGINT');
    expect((await started.ended).code).to.equal(0);
  });

  it('leaves no process behind when it cannot start to its end', async () => {
    using fresh = temporaryDirectory();
    writeFileSync(join(fresh.path, 'file'), '');
    const feedFolder = join(fresh.path, 'file', 'drop');
    const { code, stderr } = await start(['--feed-folder', feedFolder], { CUT_DATA_DIR: fresh.path }).ended;
    expect(code).to.equal(1);
    expect(stderr).to.contain('ENOTDIR');
  });

  it('answers the call that is under way when it is told to stop, and loses no log line', async () => {
    const started = start();
    const { url } = await listening(started);
    const call = openCall(url, getAccount('SADMIN', PASSWORD));
    await call.accepted;
    started.child.kill('SIGTERM');
    await until(() => started.output().includes('"stopping"'));
    expect((await fetch(url).catch((error: Error) => error)) instanceof Error).to.equal(true);
    const answer = await call.finish();
    expect(answer).to.include({ status: 200, connection: 'close' });
    expect(answer.body).to.contain('Tyne Software Ltd');
    const { code, stdout } = await started.ended;
    expect(code).to.equal(0);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).message);
    expect(lines).to.deep.equal(['listening', 'stopping', 'request', 'stopped']);
  });

  it('cuts off a call that takes longer than the shutdown timeout', async () => {
    const started = start(['--shutdown-timeout', '100ms']);
    const { url } = await listening(started);
    const call = openCall(url, getAccount('SADMIN', PASSWORD));
    await call.accepted;
    started.child.kill('SIGTERM');
    expect(await call.broken).to.equal('ECONNRESET');
    const { code, stdout } = await started.ended;
    expect(code).to.equal(1);
    expect(stdout).to.contain('requests were cut off');
  });

  it('ends at once at a second signal', async () => {
    const started = start();
    const { url } = await listening(started);
    const call = openCall(url, getAccount('SADMIN', PASSWORD));
    await call.accepted;
    started.child.kill('SIGTERM');
    const again = setInterval(() => started.child.kill('SIGINT'), 300);
    const { code } = await started.ended;
    clearInterval(again);
    expect(code).to.equal(1);
    expect(await call.broken).to.equal('ECONNRESET');
  });

  it('does not start on a port that is taken, and says so', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await until(() => taken.listening);
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, stderr } = await start(['--port', String(port)]).ended;
    taken.close();
    expect(code).to.equal(1);
    expect(stderr).to.match(/EADDRINUSE.*127\.0\.0\.1:\d+\n$/);
  });

  it('delivers what another process has sent', async () => {
    const started = start();
    await listening(started);
    const environment = { CUT_DATA_DIR: directory.path };
    const { stdout } = await cutAdapter(['send', 'CUTSendAccountData', '1-2A7QK'], { environment });
    const id = /Process Instance Id: (\S+)/.exec(stdout)?.[1] ?? 'no id';
    const outbox = join(directory.path, 'outbox', 'back-office');
    await until(
      () => existsSync(outbox) && readdirSync(outbox).some((name) => name.includes(id) && name.endsWith('.xml')),
    );
    await until(() => started.output().includes(`"messageId":"${id}"`));
    started.child.kill('SIGTERM');
    expect((await started.ended).code).to.equal(0);
  });
});

function getAccount(login: string, password: string): string {
  return `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cut="http://siebel.com/CustomUI">
  <soap:Header>
    <UsernameToken xmlns="http://siebel.com/webservices">${login}</UsernameToken>
    <PasswordText xmlns="http://siebel.com/webservices">${password}</PasswordText>
  </soap:Header>
  <soap:Body><cut:CUTGetAccountData_Input><cut:Object_spcId>1-2A7QK</cut:Object_spcId></cut:CUTGetAccountData_Input></soap:Body>
</soap:Envelope>`;
}

async function answerTo(url: string, envelope: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: envelope, headers: { 'content-type': 'text/xml' } });
  return response.text();
}

/** A call of which the service has the headers, but not yet the body. */
function openCall(url: string, envelope: string) {
  const call = request(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(envelope), expect: '100-continue' },
  });
  const accepted = new Promise<void>((resolve) => call.once('continue', resolve));
  const broken = new Promise<string | undefined>((resolve) => {
    call.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  const answered = new Promise<{ status: number | undefined; connection: string | undefined; body: string }>(
    (resolve) => {
      call.once('response', (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          body += chunk;
        });
        response.once('end', () =>
          resolve({ status: response.statusCode, connection: response.headers.connection, body }),
        );
      });
    },
  );
  call.flushHeaders();
  return {
    accepted,
    broken,
    finish() {
      call.end(envelope);
      return answered;
    },
  };
}
