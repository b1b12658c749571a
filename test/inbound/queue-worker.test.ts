import { expect } from 'chai';
import rhea, { type Message } from 'rhea';
import { CutError } from '../../src/errors/cut-error.ts';
import { QueueReceiver } from '../../src/inbound/queue-receiver.ts';
import { QueueWorker } from '../../src/inbound/queue-worker.ts';
import type { Queue } from '../../src/model/queue.ts';
import { IdempotentReceiver } from '../../src/workflow/idempotent-receiver.ts';
import { startAmqpBroker, type TestBroker } from '../support/amqp-broker.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { fieldValue } from '../support/instances.ts';
import { model } from '../support/model.ts';
import { decoder, interpreterOn } from '../support/process-runner.ts';
import { until } from '../support/until.ts';

const QUEUE: Queue = {
  name: 'accounts',
  process: 'CUT Receive Account Data',
  property: 'Account Message',
  user: 'EAIUSER',
  amqp: { url: 'amqp://127.0.0.1', address: 'accounts', deadLetters: 'accounts.dead' },
  concurrency: 8,
  tries: 3,
  retry: { firstPause: 10, longestPause: 20 },
};
const CALLER = { login: 'EAIUSER', userId: '0-1' };

const account = (name: string, phone = '0191 1') =>
  `<SiebelMessage MessageType="Integration Object" IntObjectName="CUT Sample Account IO"><ListOfCutSampleAccountIo><Account><IntegrationId>${name}</IntegrationId><Name>${name}</Name><AccountTypeCode>Customer</AccountTypeCode><Type>Residential</Type><CurrencyCode>GBP</CurrencyCode><MainPhoneNumber>${phone}</MainPhoneNumber></Account></ListOfCutSampleAccountIo></SiebelMessage>`;
const data = (text: string) => rhea.message.data_section(Buffer.from(text));

/** What a worker has told. */
interface Told {
  readonly received: { id: string; repeated: boolean }[];
  readonly failed: { id: string; tries: number; dead: boolean }[];
  readonly connected: boolean[];
  readonly errors: unknown[];
}

describe('QueueWorker', () => {
  let database: TestDatabase;
  let broker: TestBroker;
  let workers: QueueWorker[];

  beforeEach(async () => {
    database = await createDatabase();
    broker = await startAmqpBroker();
    workers = [];
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop(1000)));
    await broker.stop();
    await database.remove();
  });

  type Receive = (message: Message) => Promise<boolean>;

  /** Receives accounts, or does with messages what the test wants. */
  const start = (
    more: { receive?: Receive; queue?: Partial<Queue>; ping?: () => Promise<void> } = {},
  ): Told & {
    stop: (patience: number) => Promise<void>;
  } => {
    const told: Told = { received: [], failed: [], connected: [], errors: [] };
    const queue = { ...QUEUE, ...more.queue };
    const interpreter = interpreterOn(database);
    const receiver = new QueueReceiver({
      model,
      runner: interpreter,
      receiver: new IdempotentReceiver(interpreter, database.store),
      decoder,
      bodyLimit: 100_000,
    });
    const { receive = (message) => receiver.receive(queue, message, CALLER), ping } = more;
    const { store } = database;
    const worker = new QueueWorker({
      queue,
      broker: broker.settings,
      store: ping === undefined ? store : Object.assign(Object.create(store), { ping, write: store.write.bind(store) }),
      leaseDuration: 30_000,
      stamp: STAMP,
      prepare: async () => receive,
      events: {
        onReceived: ({ message_id }, repeated) => told.received.push({ id: String(message_id), repeated }),
        onFailed: ({ message_id }, { tries, dead }) => told.failed.push({ id: String(message_id), tries, dead }),
        onConnected: (connected) => told.connected.push(connected),
        onError: (error) => told.errors.push(error),
      },
    });
    workers.push(worker);
    worker.start();
    return { ...told, stop: (patience) => worker.stop(patience) };
  };
  const put = (id: string, text: string, more: Partial<Message> = {}) =>
    broker.put('accounts', { message_id: id, body: data(text), ...more });
  const phoneOf = async (name: string) => {
    const process = model.processes.get('CUTGetAccountData') ?? expect.fail();
    const list = decoder.decodeDocument(
      `<SiebelMessage><ListOfCutSampleAccountIo><Account><IntegrationId>${name}</IntegrationId></Account></ListOfCutSampleAccountIo></SiebelMessage>`,
    );
    const { properties } = await interpreterOn(database).run({
      process,
      caller: CALLER,
      properties: new Map([['Account Message', list]]),
    });
    const found = properties.get('Account Message');
    return typeof found === 'object' ? fieldValue(found.roots[0], 'Main Phone Number') : undefined;
  };
  const rejected = () => Promise.reject(new CutError('REQUIRED_FIELD', { field: 'Name', component: 'Account' }));

  it('runs the process for each message, and accepts it when that is committed', async () => {
    put('M-1', account('Tyne'));
    const { received } = start();
    await until(() => received.length === 1);
    expect(await phoneOf('Tyne')).to.equal('0191 1');
    await until(() => broker.underWay('accounts') === 0);
    expect(broker.queue('accounts')).to.deep.equal([]);
  });

  it('changes nothing for a message whose id has come before', async () => {
    put('M-1', account('Tyne'));
    put('M-2', account('Tyne', '0191 2'));
    put('M-1', account('Tyne'));
    const { received } = start();
    await until(() => received.length === 3);
    expect(received).to.deep.equal([
      { id: 'M-1', repeated: false },
      { id: 'M-2', repeated: false },
      { id: 'M-1', repeated: true },
    ]);
    expect(await phoneOf('Tyne')).to.equal('0191 2');
  });

  it('takes a message without an id for a new one', async () => {
    broker.put('accounts', { body: data(account('Tyne')) });
    broker.put('accounts', { body: data(account('Tyne')) });
    const { received } = start();
    await until(() => received.length === 2);
    expect(received.map(({ repeated }) => repeated)).to.deep.equal([false, false]);
  });

  it('keeps the order of each group, and lets groups pass each other', async () => {
    const gate = Promise.withResolvers<void>();
    const ended: string[] = [];
    const { received } = start({
      async receive({ message_id, group_id }) {
        if (group_id === 'slow') await gate.promise;
        ended.push(String(message_id));
        return false;
      },
    });
    put('s1', '', { group_id: 'slow' });
    put('s2', '', { group_id: 'slow' });
    put('f1', '', { group_id: 'fast' });
    put('f2', '', { group_id: 'fast' });
    await until(() => received.length === 2);
    gate.resolve();
    await until(() => received.length === 4);
    expect(ended).to.deep.equal(['f1', 'f2', 's1', 's2']);
  });

  it('keeps the order of the queue for messages without a group', async () => {
    const ended: string[] = [];
    const { received } = start({
      async receive({ message_id }) {
        await new Promise((resolve) => setTimeout(resolve, message_id === 'm1' ? 20 : 0));
        ended.push(String(message_id));
        return false;
      },
    });
    for (const id of ['m1', 'm2', 'm3']) put(id, '');
    await until(() => received.length === 3);
    expect(ended).to.deep.equal(['m1', 'm2', 'm3']);
  });

  it('takes no more messages than it may at once', async () => {
    const gate = Promise.withResolvers<void>();
    let most = 0;
    const { received } = start({
      queue: { concurrency: 2 },
      async receive() {
        most = Math.max(most, broker.underWay('accounts'));
        await gate.promise;
        return false;
      },
    });
    for (let index = 0; index < 6; index += 1) put(`m${index}`, '', { group_id: String(index) });
    await until(() => most === 2);
    gate.resolve();
    await until(() => received.length === 6);
    expect(most).to.equal(2);
  });

  it('makes a dead letter of a message that is refused again and again; those of other groups do not wait for it, those behind it go on', async () => {
    put('poison', '<nonsense', { group_id: 'a', subject: 'account', application_properties: { origin: 'crm' } });
    put('behind', account('Tyne'), { group_id: 'a' });
    put('beside', account('Wear'), { group_id: 'b' });
    const { received, failed } = start();
    await until(() => received.length === 2);
    expect(received.map(({ id }) => id)).to.deep.equal(['beside', 'behind']);
    expect(failed).to.deep.equal([
      { id: 'poison', tries: 1, dead: false },
      { id: 'poison', tries: 2, dead: false },
      { id: 'poison', tries: 3, dead: true },
    ]);
    const [letter] = broker.queue('accounts.dead');
    expect(letter).to.include({ message_id: 'poison', group_id: 'a', subject: 'account', durable: true });
    expect(String(letter?.body.content)).to.equal('<nonsense');
    expect(letter?.application_properties).to.include({
      origin: 'crm',
      'cut-queue': 'accounts',
      'cut-process': 'CUT Receive Account Data',
      'cut-tries': 3,
      'cut-error-code': 'SBL-EAI-04205',
    });
    expect(letter?.application_properties?.['cut-error']).to.match(/^The message is not well-formed XML: /);
    expect(broker.queue('accounts')).to.deep.equal([]);
  });

  it('counts the tries of a message over connections, processes and restarts', async () => {
    const first = start({ receive: rejected, queue: { retry: { firstPause: 10, longestPause: 10 }, tries: 4 } });
    put('poison', '');
    await until(() => first.failed.length === 1);
    broker.breakOff();
    await until(() => first.failed.length > 1);
    await first.stop(1000);
    const before = first.failed.length;
    expect(before).to.be.lessThan(4);
    const second = start({ receive: rejected, queue: { tries: 4 } });
    await until(() => second.failed.some(({ dead }) => dead));
    expect(second.failed[0]).to.include({ tries: before + 1 });
    expect(second.failed.at(-1)).to.deep.equal({ id: 'poison', tries: 4, dead: true });

    // Who has mended the cause moves it back, and its tries begin anew.
    put('poison', '');
    await until(() => second.failed.length > 4 - before);
    expect(second.failed[4 - before]).to.deep.equal({ id: 'poison', tries: 1, dead: false });
  });

  it('begins anew with a message that was received in the end', async () => {
    const turns = [rejected, rejected, async () => false, rejected];
    const { received, failed } = start({ receive: () => (turns.shift() ?? rejected)() });
    put('m1', '');
    await until(() => received.length === 1);
    put('m1', '');
    await until(() => failed.length > 2);
    expect(failed.slice(0, 3).map(({ tries }) => tries)).to.deep.equal([1, 2, 1]);
  });

  it('tells nobody outside about errors of ours', async () => {
    const { failed } = start({ receive: () => Promise.reject(new TypeError('undefined is not a function')) });
    put('m1', '');
    await until(() => failed.some(({ dead }) => dead));
    expect(broker.queue('accounts.dead')[0]?.application_properties).to.include({
      'cut-error-code': '',
      'cut-error': 'the service failed; its log says how',
    });
  });

  it('does not count tries while the service has too much to do, or the database does not answer', async () => {
    const turns: (() => Promise<boolean>)[] = [
      ...Array.from({ length: 5 }, () => () => Promise.reject(new CutError('SERVICE_BUSY'))),
      ...Array.from({ length: 5 }, () => () => Promise.reject(new Error('connection lost'))),
      rejected,
      async () => false,
    ];
    const { received, failed } = start({
      receive: () => (turns.shift() ?? rejected)(),
      ping: () => Promise.reject(new Error('connection lost')),
    });
    put('m1', '');
    await until(() => received.length === 1);
    expect(failed.map(({ tries }) => tries)).to.deep.equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('tries a message again when its dead letter cannot be put anywhere', async () => {
    broker.behave((delivery) => delivery.release());
    const { failed } = start({ receive: rejected });
    put('m1', '');
    await until(() => failed.length > 5);
    expect(failed.some(({ dead }) => dead)).to.equal(false);
    broker.behave((delivery) => delivery.accept());
    await until(() => failed.some(({ dead }) => dead));
    expect(broker.queue('accounts.dead').map(({ message_id }) => message_id)).to.deep.equal(['m1']);
  });

  it('goes on when the broker breaks off: what was not accepted comes again, and is done once', async () => {
    const { received, connected, errors } = start();
    for (let index = 0; index < 40; index += 1) {
      put(`M-${index}`, account(`Group ${index % 4}`, `0191 ${index}`), { group_id: String(index % 4) });
      if (index % 15 === 14) {
        await until(() => received.length > 0);
        broker.breakOff();
      }
    }
    await until(() => broker.queue('accounts').length === 0 && broker.underWay('accounts') === 0);
    const done = received.filter(({ repeated }) => !repeated).map(({ id }) => id);
    expect(new Set(done).size).to.equal(40);
    expect(done).to.have.lengthOf(40);
    for (let group = 0; group < 4; group += 1) expect(await phoneOf(`Group ${group}`)).to.equal(`0191 ${36 + group}`);
    expect(errors.length).to.be.at.least(1);
    expect(connected.slice(0, 3)).to.deep.equal([true, false, true]);
  });

  it('goes on when the broker ends the link', async () => {
    const { received, connected, errors } = start();
    await until(() => connected.length === 1);
    put('M-1', account('Tyne'));
    await until(() => received.length === 1);
    broker.endLinks('accounts', { condition: 'amqp:resource-deleted', description: 'the queue is gone' });
    await until(() => errors.length === 1);
    expect(String(errors[0])).to.equal(
      'AmqpFailure: the broker gives no messages of accounts: the queue is gone (amqp:resource-deleted)',
    );
    put('M-2', account('Wear'));
    // The first one may come again: the broker need not hear of what is accepted by a link that it has ended.
    await until(() => received.some(({ id }) => id === 'M-2'));
  });

  it('gives back what it has not begun when it stops, and what does not end in time', async () => {
    const never = Promise.withResolvers<boolean>();
    const { received, stop } = start({
      receive: async ({ message_id }) => (message_id === 'm1' ? false : never.promise),
    });
    for (const id of ['m1', 'm2', 'm3']) put(id, '');
    await until(() => received.length === 1);
    const stopped = stop(20);
    await until(() => broker.underWay('accounts') === 0);
    expect(broker.queue('accounts').map(({ message_id }) => message_id)).to.deep.equal(['m2', 'm3']);
    never.resolve(false);
    await stopped;
  });

  it('is the only one of several processes that takes messages; another one takes over when it stops', async () => {
    const first = start();
    await until(() => first.connected.length === 1);
    const second = start();
    put('M-1', account('Tyne'));
    await until(() => first.received.length === 1);
    expect(second.connected).to.deep.equal([]);
    await first.stop(1000);
    put('M-2', account('Wear'));
    await until(() => second.received.length === 1);
    expect(second.received).to.deep.equal([{ id: 'M-2', repeated: false }]);
  });

  it('tries again when it cannot begin', async () => {
    const { port } = broker;
    await broker.stop();
    const { received, errors } = start();
    await until(() => errors.length > 1);
    broker = await startAmqpBroker({ port });
    put('M-1', account('Tyne'));
    await until(() => received.length === 1);
  });
});
