import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { OutboxControl, OutboxRefusal } from '../../src/outbound/outbox-control.ts';
import { outboxDepth } from '../../src/outbound/outbox-depth.ts';
import { purgeOutbox } from '../../src/outbound/purge.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { TestDelivery } from '../support/delivery.ts';
import { accepts, type PartnerServer, startPartner } from '../support/partner-server.ts';
import { httpTransport, partner } from '../support/partners.ts';
import { until } from '../support/until.ts';

const ACCOUNTS = 'CUT Send Account Data';
const RETRY = { refusals: 1, firstPause: 1, longestPause: 1, giveUpAfter: 3_600_000 };

describe('OutboxControl', () => {
  let database: TestDatabase;
  let directory: string;
  let server: PartnerServer;
  let delivery: TestDelivery;
  let control: OutboxControl;

  beforeEach(async () => {
    database = await createDatabase();
    directory = mkdtempSync(`${tmpdir()}/cut-outbox-`);
    server = await startPartner((_message, response) => response.writeHead(400).end('not so'));
    const transport = httpTransport(server.url);
    const partners = [partner('billing', [ACCOUNTS], { retry: RETRY, transport })];
    delivery = new TestDelivery(partners, directory);
    control = new OutboxControl(database.store, new Map([['billing', RETRY]]), STAMP);
  });
  afterEach(async () => {
    await delivery.stop();
    await server.stop();
    await database.remove();
    rmSync(directory, { recursive: true });
  });

  const put = async (objectId: string) => (await delivery.put(database.store, ACCOUNTS, objectId)).messageId;
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => expect.fail('no refusal'),
      (error: unknown) => {
        if (error instanceof OutboxRefusal) return error.message;
        throw error;
      },
    );
  const statusOf = async (id: string) => (await control.show(id)).status;
  /** Puts messages out that the partner refuses, and stops delivering. */
  const putDead = async (...objectIds: readonly string[]) => {
    const ids: string[] = [];
    for (const objectId of objectIds) ids.push(await put(objectId));
    await delivery.start(database.store);
    await until(() => delivery.tries.filter(({ status }) => status === 'Dead').length === ids.length);
    await delivery.stop();
    return ids;
  };

  it('lists what there is, oldest first, and of that what is wanted', async () => {
    const ids = [await put('1-A'), await put('1-B'), await put('1-A')];
    const listed = async (filter: Partial<Parameters<OutboxControl['list']>[0]>) =>
      (await control.list({ limit: 10, ...filter })).map(({ messageId }) => ids.indexOf(messageId));
    expect(await listed({})).to.deep.equal([0, 1, 2]);
    expect(await listed({ objectId: '1-A' })).to.deep.equal([0, 2]);
    expect(await listed({ status: 'Queued' })).to.deep.equal([2]);
    expect(await listed({ partner: 'network' })).to.deep.equal([]);
    expect(await listed({ limit: 1 })).to.deep.equal([0]);
    expect(await listed({ messageId: ids[1] ?? '' })).to.deep.equal([1]);
  });

  it('tries a dead letter again, with its refusals forgiven', async () => {
    const [dead = ''] = await putDead('1-A');
    expect(await control.retry(dead)).to.include({ status: 'Pending', refusals: 0, tries: 1 });
    server.behave(accepts);
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 1);
    const { history } = await control.show(dead);
    expect(history.map(({ number, outcome, answer }) => [number, outcome, answer])).to.deep.equal([
      [1, 'Refused', 'not so'],
      [2, 'Delivered', '<ok/>'],
    ]);
  });

  it('refuses to try again what is for a partner that there is no more', async () => {
    const [dead = ''] = await putDead('1-A');
    const { rowId } = await control.show(dead);
    control = new OutboxControl(database.store, new Map(), STAMP);
    expect(await refusal(control.retry(dead))).to.equal(
      `${rowId} is for billing, a partner that partners.yaml does not have: put it back there, or skip the delivery`,
    );
    expect(await statusOf(dead)).to.equal('Dead');
    expect(await control.skip(dead)).to.include({ status: 'Skipped' });
  });

  it('does not put an older state after a newer one', async () => {
    const [older = ''] = await putDead('1-A');
    const newer = await put('1-A');
    expect(await refusal(control.retry(older))).to.match(/is overtaken by .*, a newer message of 1-A to billing/);
    await control.skip(newer);
    expect(await control.retry(older)).to.include({ status: 'Pending' });
  });

  it('keeps the order of dead letters of an object that are tried again together', async () => {
    const [first = '', second = ''] = await putDead('1-A', '1-A');
    expect(await control.retry(first)).to.include({ status: 'Pending' });
    expect(await control.retry(second)).to.include({ status: 'Queued', refusals: 0 });
    server.behave(accepts);
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 2);
    const tries = await Promise.all(
      [first, second].map(async (id) => (await control.show(id)).history.at(-1)?.started),
    );
    expect((await control.list({ limit: 10 })).map(({ status }) => status)).to.deep.equal(['Delivered', 'Delivered']);
    expect(tries).to.deep.equal(tries.toSorted());
  });

  it('knows that a dead letter was overtaken also when the newer one has been purged', async () => {
    const [older = '', other = ''] = await putDead('1-A', '1-B');
    server.behave(accepts);
    const newer = await put('1-A');
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 1);
    const { rowId } = await control.show(newer);
    expect(await purgeOutbox(database.store, { age: -1000, statuses: ['Delivered'] }, STAMP)).to.equal(1);
    expect(await refusal(control.retry(older))).to.contain(
      `is overtaken by ${rowId}, a newer message of 1-A to billing`,
    );
    expect(await control.retry(other)).to.include({ status: 'Pending' });

    const newest = await put('1-A');
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 3);
    await delivery.stop();
    expect(await statusOf(newest)).to.equal('Delivered');
    expect(await purgeOutbox(database.store, { age: -1000, statuses: ['Delivered', 'Dead'] }, STAMP)).to.equal(3);
  });

  it('skips what is not to be delivered; the next one of the object goes on', async () => {
    const first = await put('1-A');
    const second = await put('1-A');
    const third = await put('1-A');
    expect(await control.skip(second)).to.include({ status: 'Skipped' });
    expect(await control.skip(first)).to.include({ status: 'Skipped' });
    expect(await statusOf(third)).to.equal('Pending');
    expect((await control.show(first)).payload).to.equal('');
  });

  it('refuses what cannot be done, and says what can', async () => {
    server.behave(accepts);
    const first = await put('1-A');
    const second = await put('1-A');
    expect(await refusal(control.retry(second))).to.match(/is Queued, behind an older delivery of the same object/);
    await delivery.start(database.store);
    await until(() => delivery.delivered.length === 2);
    expect(await refusal(control.retry(first))).to.match(/is Delivered; send the object again/);
    expect(await refusal(control.skip(first))).to.match(/is Delivered already/);
    expect(await refusal(control.show('1-NONE'))).to.match(/there is no delivery 1-NONE/);
  });

  it('wants to know which delivery of a message is meant', async () => {
    const partners = ['billing', 'network'].map((name) => partner(name, [ACCOUNTS]));
    const { messageId } = await new TestDelivery(partners, directory).put(database.store, ACCOUNTS, '1-A');
    expect(await refusal(control.show(messageId))).to.match(/has several deliveries: .* \(billing\), .* \(network\)/);
    const [{ rowId } = { rowId: '' }] = await control.list({ limit: 1 });
    expect(await control.show(rowId)).to.include({ partner: 'billing' });
  });

  it('counts what waits for each partner', async () => {
    await putDead('1-D');
    await put('1-A');
    await put('1-A');
    const [billing, network] = await outboxDepth(database.store, ['billing', 'network']);
    expect(billing).to.include({ partner: 'billing', waiting: 2, dead: 1 });
    expect(network).to.deep.equal({ partner: 'network', waiting: 0, dead: 0, oldest: 0 });
  });

  describe('purging', () => {
    it('deletes what is over and older than that, with its tries; dead letters only when told to', async () => {
      await putDead('1-D');
      await control.skip(await put('1-S'));
      await put('1-P');
      const purge = (age: number, ...statuses: readonly ('Skipped' | 'Dead')[]) =>
        purgeOutbox(database.store, { age, statuses, partner: 'billing' }, STAMP);
      expect(await purge(3_600_000, 'Skipped', 'Dead')).to.equal(0);
      expect(await purge(-1000, 'Skipped')).to.equal(1);
      expect(await purge(-1000, 'Skipped', 'Dead')).to.equal(1);
      expect((await control.list({ limit: 10 })).map(({ objectId }) => objectId)).to.deep.equal(['1-P']);
    });

    it('ends after a batch when it is told to', async () => {
      await Promise.all(Array.from({ length: 201 }, (_, index) => put(`1-M${index}`)));
      const options = { age: -1000, statuses: ['Pending'] } as const;
      expect(await purgeOutbox(database.store, options, STAMP, AbortSignal.abort())).to.equal(200);
      expect(await purgeOutbox(database.store, options, STAMP)).to.equal(1);
    });
  });
});
