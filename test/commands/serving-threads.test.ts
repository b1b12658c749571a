import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { ServingThreads } from '../../src/commands/serving-threads.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { shareWriteTurns } from '../../src/store/sqlite/write-turns.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { ADMIN, BASIC } from '../support/service-process.ts';
import { until } from '../support/until.ts';
import { type Started, startCutAdapter, temporaryDirectory } from './command-process.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const ACCOUNT = 'http://www.siebel.com/xml/CUT%20Sample%20Account%20IO';

describe('a service whose threads answer calls together', () => {
  if (process.platform !== 'linux') {
    it.skip('is left out: only Linux spreads connections');
    return;
  }
  const directory = temporaryDirectory();
  let service: Started;
  let url: string;
  before(async () => {
    const feedFolder = join(directory.path, 'drop');
    service = startCutAdapter(['serve', '--threads', '3', '--feed-folder', feedFolder], {
      CUT_PORT: '0',
      CUT_DATA_DIR: directory.path,
      CUT_ADMIN_PASSWORD: ADMIN.password,
    });
    await until(() => service.output().includes('listening'));
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(service.output())?.[0] ?? '';
    await until(() => service.output().split('answers calls, too').length === 3);
  });
  after(() => {
    service.child.kill('SIGKILL');
    directory[Symbol.dispose]();
  });

  it('stores what each of them is sent, and each of them answers what the others have stored', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `Threaded ${index}`);
    const stored = await Promise.all(names.map((name) => call(receive(name, 'first'))));
    const objectIds = stored.map((answer) => /<Object_spcId>([^<]+)/.exec(answer)?.[1] ?? answer);
    expect(new Set(objectIds).size).to.equal(names.length);
    await Promise.all(names.map((name) => call(receive(name, 'second'))));
    const answers = await Promise.all(objectIds.map((objectId) => call(get(objectId))));
    for (const [index, answer] of answers.entries()) {
      expect(answer).to.contain(`<Name>${names[index]}</Name>`).and.to.contain('<Description>second</Description>');
    }
  });

  it('does a message that comes to several of them at once only once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, () => call(receive('Told often', 'once'), { 'idempotency-key': 'told-often' })),
    );
    expect(new Set(answers).size).to.equal(1);
    expect(answers[0]).to.contain('<Object_spcId>');
  });

  it('counts the requests of all of them, whichever of them is asked', async () => {
    const texts = await Promise.all(Array.from({ length: 12 }, async () => (await fresh('/metrics')).text()));
    for (const text of texts) {
      expect(text).to.contain('cut_requests_total{operation="CUTReceiveAccountData",outcome="ok"} 264\n');
      expect(text).to.contain('cut_requests_total{operation="CUTGetAccountData",outcome="ok"} 120\n');
      expect(text.match(/^cut_info/gm)).to.have.lengthOf(1);
    }
  });

  it('works on feeds, whichever of them takes one in', async () => {
    const feeds = Array.from({ length: 6 }, (_, index) => index);
    const reports = await Promise.all(
      feeds.map(async (feed) => {
        const body = list(`Fed ${feed}`, 'feed');
        const response = await fresh('/feeds?wait=true', {
          method: 'POST',
          body,
          headers: { accept: 'application/json' },
        });
        return (await response.json()) as { status: string };
      }),
    );
    expect(reports.map(({ status }) => status)).to.deep.equal(feeds.map(() => 'Finished'));
  });

  it('answers the calls under way in all of them when it is told to stop, and loses no log line', async () => {
    const lines = () => service.output().match(/"message":"request"/g)?.length ?? 0;
    const before = lines();
    const calls = Array.from({ length: 60 }, (_, index) => call(receive(`At the end ${index}`, 'stop')));
    await until(() => lines() > before);
    service.child.kill('SIGTERM');
    const answers = await Promise.allSettled(calls);
    const { code, stdout, stderr } = await service.ended;
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    const answered = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(stdout.match(/"message":"request"/g)?.length).to.equal(before + answered);
    expect(stdout.trimEnd().split('\n').at(-1)).to.contain('"stopped"');
  });

  /** On a connection of its own, which any thread may get. */
  function fresh(path: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> } = {}) {
    return fetch(`${url}${path}`, { ...init, headers: { connection: 'close', authorization: BASIC, ...headers } });
  }

  async function call(body: string, headers: Record<string, string> = {}): Promise<string> {
    const all = { 'content-type': 'text/xml', ...headers };
    return (await fresh('/soap/account', { method: 'POST', body: envelope(body), headers: all })).text();
  }
});

describe('a thread that cannot start', () => {
  it('is told of in the log, and does not keep the others from stopping', async () => {
    using directory = temporaryDirectory();
    const flags = { dataDir: directory.path, mappings: join(directory.path, 'none') };
    const { options } = readOptions({ flags, environment: {}, directory: directory.path });
    const output = new PassThrough();
    const log = createLog({ level: 'info', format: 'text', output });
    const threads = new ServingThreads(log, { onFeed() {}, metricsText: async () => '' });
    const calls = new Int32Array(new SharedArrayBuffer(4));
    threads.start(1, {
      options,
      port: 1,
      calls,
      writeTurns: shareWriteTurns(),
      log: { format: 'text', colours: false },
    });
    expect(await threads.counts()).to.deep.equal([]);
    expect(await threads.stop()).to.equal(true);
    await log.close();
    expect(String(output.read())).to.match(/ERROR +a thread to answer calls cannot start/);
  });
});

function receive(name: string, description: string): string {
  return `<r:CUTReceiveAccountData_Input xmlns:r="http://siebel.com/CustomUI">${list(name, description)}</r:CUTReceiveAccountData_Input>`;
}

function get(objectId: string): string {
  return `<r:CUTGetAccountData_Input xmlns:r="http://siebel.com/CustomUI"><r:Object_spcId>${objectId}</r:Object_spcId></r:CUTGetAccountData_Input>`;
}

function list(name: string, description: string): string {
  return `<ListOfCutSampleAccountIo xmlns="${ACCOUNT}"><Account><IntegrationId>${name}</IntegrationId><Name>${name}</Name><AccountTypeCode>Customer</AccountTypeCode><Type>Business</Type><CurrencyCode>EUR</CurrencyCode><Description>${description}</Description></Account></ListOfCutSampleAccountIo>`;
}

function envelope(body: string): string {
  return `<e:Envelope xmlns:e="${SOAP}"><e:Body>${body}</e:Body></e:Envelope>`;
}
