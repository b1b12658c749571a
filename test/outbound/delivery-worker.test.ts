import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Partner } from '../../src/model/partner.ts';
import { OutboxControl } from '../../src/outbound/outbox-control.ts';
import type { Transport } from '../../src/outbound/transports/transport.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { TestDelivery } from '../support/delivery.ts';
import { accepts, type PartnerServer, startPartner } from '../support/partner-server.ts';
import { httpTransport, partner } from '../support/partners.ts';
import { skipOnBabelfish } from '../support/sqlserver.ts';
import { until } from '../support/until.ts';

const ACCOUNTS = 'CUT Send Account Data';
const ORDERS = 'CUT Send Work Order Data';

describe('DeliveryWorker', () => {
  let database: TestDatabase;
  let directory: string;
  let server: PartnerServer;
  let delivery: TestDelivery;

  beforeEach(async () => {
    database = await createDatabase();
    directory = mkdtempSync(join(tmpdir(), 'cut-outbox-'));
    server = await startPartner();
    deliverTo();
  });
  skipOnBabelfish({
    'keeps 65536 characters of what is answered with 422': 'its OPENJSON cuts texts off behind 4 000 characters',
  });
  afterEach(async () => {
    await delivery.stop();
    await server.stop();
    await database.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  const deliverTo = (...partners: readonly Partner[]) => {
    delivery = new TestDelivery(partners, directory);
    return delivery;
  };
  const http = (name: string, receives: readonly string[], more: Partial<Partner> = {}) =>
    partner(name, receives, { transport: httpTransport(server.url), ...more });
  const files = (name: string) => (existsSync(join(directory, name)) ? readdirSync(join(directory, name)).sort() : []);
  const control = () => new OutboxControl(database.store, new Map(), STAMP);
  const statuses = async () => (await control().list({ limit: 1000 })).map(({ status }) => status);

  it('writes one file per message and subscribed partner, with the message id in it', async () => {
    deliverTo(partner('billing', [ACCOUNTS]), partner('network', [ACCOUNTS, ORDERS]));
    const { messageId } = await delivery.put(database.store, ACCOUNTS, '1-A');
    await delivery.put(database.store, ORDERS, '1-W');
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 3);
    expect(files('billing')).to.deep.equal([`CUT-Send-Account-Data_1-A_${messageId}.xml`]);
    expect(files('network')).to.have.length(2);
    const [name = ''] = files('billing');
    expect(readFileSync(join(directory, 'billing', name), 'utf8')).to.equal(
      `<SiebelMessage MessageId="${messageId}"/>`,
    );
  });

  it('writes nothing for a process that no partner receives', async () => {
    deliverTo(partner('billing', [ACCOUNTS]));
    expect(await delivery.put(database.store, ORDERS, '1-W')).to.deep.include({ partners: [] });
    expect(await statuses()).to.deep.equal([]);
  });

  it('delivers many objects at a time, and the messages of one object in the order of the commits', async () => {
    const other = await database.openAgain();
    let underWay = 0;
    let most = 0;
    const full = Promise.withResolvers<void>();
    server.behave(async (message, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      if (underWay === 8) full.resolve();
      await full.promise;
      setTimeout(() => {
        underWay -= 1;
        accepts(message, response);
      }, 5);
    });
    deliverTo(http('network', [ORDERS], { concurrency: 8 }));
    const order: string[] = [];
    for (let index = 0; index < 150; index += 1) {
      const store = index % 2 === 0 ? database.store : other;
      const { messageId } = await delivery.put(store, ORDERS, `1-${index % 30}`);
      order.push(messageId);
    }
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 150);
    await other.close();
    expect(most).to.equal(8);
    const byObject = Map.groupBy(delivery.delivered, ({ objectId }) => objectId);
    for (const deliveries of byObject.values()) {
      const places = deliveries.map(({ messageId }) => order.indexOf(messageId));
      expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
    }
  });

  it('holds up the object whose delivery failed, and no other object and no other partner', async () => {
    const [first, second] = ['1-A', '1-B'];
    let fails = true;
    server.behave((message, response) => {
      if (fails && message.body.includes(`"${failing}"`)) response.writeHead(500).end();
      else accepts(message, response);
    });
    deliverTo(http('billing', [ACCOUNTS]), partner('network', [ACCOUNTS]));
    const { messageId: failing } = await delivery.put(database.store, ACCOUNTS, first);
    await delivery.put(database.store, ACCOUNTS, first);
    await delivery.put(database.store, ACCOUNTS, second);
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 4 && delivery.tries.some(({ problem }) => problem === 'HTTP 500'));
    expect(
      delivery.delivered.filter(({ partner }) => partner === 'billing').map(({ objectId }) => objectId),
    ).to.deep.equal([second]);
    fails = false;
    await until(() => delivery.delivered.length === 6);
    const billed = delivery.delivered.filter((each) => each.partner === 'billing' && each.objectId === first);
    expect(billed.map(({ messageId }) => messageId)[0]).to.equal(failing);
  });

  it('makes a message that the partner refuses again and again a dead letter; those behind it go on', async () => {
    server.behave((message, response) => {
      const fault =
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>unknown account</faultstring></s:Fault></s:Body></s:Envelope>';
      if (message.body.includes(`"${poison}"`)) response.writeHead(500, { 'content-type': 'text/xml' }).end(fault);
      else accepts(message, response);
    });
    deliverTo(
      http('billing', [ACCOUNTS], { retry: { refusals: 2, firstPause: 1, longestPause: 1, giveUpAfter: 60_000 } }),
    );
    const { messageId: poison } = await delivery.put(database.store, ACCOUNTS, '1-A');
    await delivery.put(database.store, ACCOUNTS, '1-A');
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 1);
    expect(await statuses()).to.deep.equal(['Dead', 'Delivered']);
    const { history, payload, refusals } = await control().show(poison);
    expect(payload).to.contain(poison);
    expect(refusals).to.equal(2);
    expect(history.map(({ number, outcome, problem, status }) => [number, outcome, problem, status])).to.deep.equal([
      [1, 'Refused', 'fault: unknown account', '500'],
      [2, 'Refused', 'fault: unknown account', '500'],
    ]);
    expect(history[0]?.answer).to.contain('<faultstring>unknown account</faultstring>');
  });

  it('never gives a message up because the partner is not to be had, before its time; then it does', async () => {
    server.behave((_message, response) => response.writeHead(503).end());
    const patient = { refusals: 1, firstPause: 1, longestPause: 1, giveUpAfter: 2500 };
    deliverTo(http('billing', [ACCOUNTS], { retry: patient }));
    await delivery.put(database.store, ACCOUNTS, '1-A');
    await delivery.start(database.store);
    await until(() => delivery.tries.some(({ status }) => status === 'Dead'));
    expect(delivery.tries.length).to.be.greaterThan(1);
    expect(delivery.tries.map(({ status }) => status).lastIndexOf('Pending')).to.equal(delivery.tries.length - 2);
  });

  it('leaves a partner alone that is not to be had, asks now and then, and goes on when it is back', async () => {
    await server.stop();
    deliverTo(http('billing', [ACCOUNTS], { breaker: { failures: 3, firstPause: 20, longestPause: 20 } }));
    for (let index = 0; index < 20; index += 1) await delivery.put(database.store, ACCOUNTS, `1-${index}`);
    await delivery.start(database.store);
    await until(() => delivery.breakers.length === 1);
    expect(delivery.breakers).to.deep.equal([false]);
    server = await startPartner(accepts, server.port);
    await until(() => delivery.delivered.length === 20);
    expect(delivery.breakers).to.deep.equal([false, true]);
    const before = delivery.tries.filter(({ status }) => status !== 'Delivered');
    expect(before.length, 'tries while it was away').to.be.lessThan(20);
    expect(before[0]?.problem).to.match(/ECONNREFUSED/);
  });

  it('ends a try that takes too long, and tries again', async () => {
    let calls = 0;
    server.behave((message, response) => {
      calls += 1;
      if (calls > 1) accepts(message, response);
    });
    deliverTo(http('billing', [ACCOUNTS], { timeout: 100 }));
    await delivery.put(database.store, ACCOUNTS, '1-A');
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 1);
    expect(delivery.tries[0]?.problem).to.equal('no answer within 0.1 s');
    expect(new Set(server.received.map(({ messageId }) => messageId)).size).to.equal(1);
  });

  it('holds no place for a transport that never ends: the message is delivered again, with its id', async () => {
    const delivered: string[] = [];
    const transport: Transport = {
      async deliver({ messageId }) {
        delivered.push(messageId);
        if (delivered.length <= 3) await new Promise(() => {});
        return {};
      },
      close: async () => {},
    };
    const { messageId } = await deliverTo(partner('billing', [ACCOUNTS], { timeout: 50, concurrency: 1 })).put(
      database.store,
      ACCOUNTS,
      '1-A',
    );
    await delivery.start(database.store, 30_000, new Map([['billing', transport]]));
    await until(() => delivery.delivered.length === 1);
    expect(delivered).to.deep.equal([messageId, messageId, messageId, messageId]);
    expect(delivery.tries.slice(0, 3).map(({ problem }) => problem)).to.deep.equal(
      Array.from({ length: 3 }, () => 'no answer within 0.05 s'),
    );
  });

  it('does not wait for a transport that never ends when it is stopped', async () => {
    const begun = Promise.withResolvers<void>();
    const transport: Transport = {
      deliver() {
        begun.resolve();
        return new Promise(() => {});
      },
      close: async () => {},
    };
    await deliverTo(partner('billing', [ACCOUNTS], { timeout: 60_000 })).put(database.store, ACCOUNTS, '1-A');
    const worker = await delivery.start(database.store, 30_000, new Map([['billing', transport]]));
    await begun.promise;
    await worker.stop(10);
    expect(delivery.tries).to.deep.equal([]);
  });

  it('delivers in one process at a time; another goes on when that one stops', async () => {
    const other = await database.openAgain();
    deliverTo(http('network', [ORDERS]));
    const standby = new TestDelivery(delivery.partners, directory);
    const worker = await delivery.start(database.store);
    await delivery.put(database.store, ORDERS, '1-0');
    await until(() => delivery.delivered.length === 1);
    standby.start(other);
    for (let index = 1; index < 60; index += 1) await delivery.put(database.store, ORDERS, `1-${index}`);
    await until(() => delivery.delivered.length === 60);
    expect(standby.delivered).to.deep.equal([]);
    await worker.stop(1000);
    await delivery.put(database.store, ORDERS, '1-60');
    await until(() => standby.delivered.length === 1);
    await standby.stop();
    await other.close();
  });

  it('cuts off a try that does not end when it is stopped, and leaves its delivery as it was', async () => {
    server.behave(() => {});
    deliverTo(http('billing', [ACCOUNTS], { timeout: 60_000 }));
    await delivery.put(database.store, ACCOUNTS, '1-A');
    const worker = await delivery.start(database.store);
    await until(() => server.received.length === 1);
    await worker.stop(10);
    expect(delivery.tries).to.deep.equal([]);
    expect(await control().list({ limit: 10 })).to.have.nested.property('[0].status', 'Pending');
  });

  it('stops trying when it has lost its lease', async () => {
    server.behave(() => {});
    deliverTo(http('billing', [ACCOUNTS], { timeout: 60_000 }));
    await delivery.put(database.store, ACCOUNTS, '1-A');
    await delivery.start(database.store, 100);
    await until(() => server.received.length === 1);
    await database.store.close();
    await until(() => delivery.errors.length > 0);
    expect(delivery.tries).to.deep.equal([]);
  });

  it('keeps the row of a delivered message and what was answered, without the payload', async () => {
    deliverTo(http('network', [ORDERS]));
    const { messageId } = await delivery.put(database.store, ORDERS, '1-W');
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 1);
    const { payload, status, tries, history } = await control().show(messageId);
    expect({ payload, status, tries }).to.deep.equal({ payload: '', status: 'Delivered', tries: 1 });
    expect(history.map(({ outcome, status, answer }) => [outcome, status, answer])).to.deep.equal([
      ['Delivered', '200', '<ok/>'],
    ]);
  });

  for (const [status, kept] of [
    [422, 65_536],
    [503, 2048],
  ] as const) {
    it(`keeps ${kept} characters of what is answered with ${status}`, async () => {
      server.behave((_message, response) => response.writeHead(status).end('€'.repeat(70_000)));
      deliverTo(http('network', [ORDERS]));
      const { messageId } = await delivery.put(database.store, ORDERS, '1-W');
      await delivery.start(database.store);
      await until(() => delivery.tries.length > 0);
      const { history } = await control().show(messageId);
      expect(history[0]?.answer).to.have.length(kept);
    });
  }

  it('reports that the outbox cannot be read', async () => {
    deliverTo(partner('network', [ORDERS]));
    await database.store.close();
    await delivery.start(database.store);
    await until(() => delivery.errors.length > 1);
    expect(String(delivery.errors[0])).to.match(/closed/);
  });

  it('keeps a file that cannot be written until it can', async () => {
    const blocked = join(directory, 'billing');
    writeFileSync(blocked, 'a file where the directory should be');
    deliverTo(partner('billing', [ACCOUNTS]));
    await delivery.put(database.store, ACCOUNTS, '1-A');
    await delivery.start(database.store);
    await until(() => delivery.tries.length > 0);
    rmSync(blocked);
    await until(() => delivery.delivered.length === 1);
    expect(files('billing')).to.have.length(1);
  });
});
