import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { ServingThreads } from '../../src/commands/serving-threads.ts';
import { shareDatabase } from '../../src/commands/thread-database.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { MAPPINGS } from '../support/model.ts';
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
    await Promise.all(Array.from({ length: 12 }, () => call(get('1-2A7QK'))));
    const counted = /^cut_requests_total\{operation="CUTGetAccountData",outcome="ok"\} (\d+)$/m;
    const texts = await Promise.all(Array.from({ length: 12 }, async () => (await fresh('/metrics')).text()));
    const counts = new Set(texts.map((text) => Number(counted.exec(text)?.[1])));
    expect(counts.size).to.equal(1);
    expect(Math.min(...counts)).to.be.at.least(12);
    for (const text of texts) {
      expect(text.match(/^cut_info/gm)).to.have.lengthOf(1);
      expect(text).to.contain('\ncut_threads 3\n');
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

  it('refuses a password that is wrong, whichever of them is told, and takes the right one', async () => {
    const wrong = `Basic ${Buffer.from(`${ADMIN.name}:not it`).toString('base64')}`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => call(get('1-2A7QK'), { authorization: wrong })));
    for (const answer of answers) expect(answer).to.contain('SBL-DAT-00446');
    expect(await call(get('1-2A7QK'))).not.to.contain('Fault');
  });

  it('says that it could not tell its metrics where the database does not give them, and goes on', async () => {
    const database = new DatabaseSync(join(directory.path, 'cut.db'), { timeout: 10_000 });
    database.exec('ALTER TABLE CUT_OUTBOX RENAME TO CUT_OUTBOX_AWAY');
    const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await fresh('/metrics')).status));
    database.exec('ALTER TABLE CUT_OUTBOX_AWAY RENAME TO CUT_OUTBOX');
    database.close();
    expect(new Set(statuses)).to.deep.equal(new Set([500]));
    expect((await fresh('/metrics')).status).to.equal(200);
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
    expect(stdout.match(/"message":"request"/g)?.length).to.be.at.least(before + answered);
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
  it('is told of in the log, is not asked for anything, and keeps nobody from stopping', async () => {
    using directory = temporaryDirectory();
    const { data, log, text } = threadData(directory.path, join(directory.path, 'none'));
    const threads = new ServingThreads(log, NO_EVENTS);
    threads.start(1, data);
    await until(() => text().includes('a thread to answer calls cannot start'));
    expect(threads.listening).to.equal(0);
    expect(await threads.counts()).to.deep.equal([]);
    expect(await threads.stop()).to.equal(true);
  });

  it('ends at once when the service stops before it has started', async () => {
    using directory = temporaryDirectory();
    const { data, log } = threadData(directory.path, MAPPINGS);
    const threads = new ServingThreads(log, NO_EVENTS);
    threads.start(2, data);
    expect(await threads.counts()).to.deep.equal([]);
    expect(await threads.stop()).to.equal(true);
    expect(existsSync(join(directory.path, 'cut.db'))).to.equal(false);
  });
});

const NO_EVENTS = { onFeed() {}, metricsText: async () => '', checkPassword: async () => 'wrong' as const };

function threadData(dataDir: string, mappings: string) {
  const { options } = readOptions({ flags: { dataDir, mappings, threads: '2' }, environment: {}, directory: dataDir });
  const database = shareDatabase(options);
  if (database === undefined) throw new Error('two threads share the database');
  const output = new PassThrough();
  const log = createLog({ level: 'info', format: 'text', output });
  let text = '';
  output.on('data', (chunk) => {
    text += chunk;
  });
  const calls = new Int32Array(new SharedArrayBuffer(4));
  const data = { options, database, port: 1, calls, log: { format: 'text', colours: false } } as const;
  return { data, log, text: () => text };
}

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
