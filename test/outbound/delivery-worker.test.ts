import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Partner } from '../../src/model/model.ts';
import { DeliveryWorker } from '../../src/outbound/delivery-worker.ts';
import { Outbox } from '../../src/outbound/outbox.ts';
import { type PendingDelivery, reference } from '../../src/outbound/outbox-rows.ts';
import { FileTransport } from '../../src/outbound/transports/file-transport.ts';
import { CUT_OUTBOX } from '../../src/store/cut-tables.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { model } from '../support/model.ts';
import { until } from '../support/until.ts';

const PARTNERS: readonly Partner[] = [
  { name: 'billing', receives: ['CUT Send Account Data'], transport: { kind: 'file', directory: 'billing' } },
  {
    name: 'network',
    receives: ['CUT Send Account Data', 'CUT Send Work Order Data'],
    transport: { kind: 'file', directory: 'network' },
  },
];

describe('Outbox and DeliveryWorker', () => {
  let database: TestDatabase;
  let directory: string;
  let worker: DeliveryWorker | undefined;
  let delivered: PendingDelivery[];
  let failed: unknown[];

  beforeEach(async () => {
    database = await createDatabase();
    directory = mkdtempSync(join(tmpdir(), 'cut-outbox-'));
    delivered = [];
    failed = [];
  });
  afterEach(async () => {
    await worker?.stop();
    worker = undefined;
    await database.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  const outbox = new Outbox(PARTNERS);
  const put = (process: string, objectId: string, store: SqliteStore = database.store) =>
    store.write((transaction) =>
      outbox.put(transaction, {
        process,
        integrationObject: 'CUT Sample Account IO',
        objectId,
        document: (messageId) => `<SiebelMessage MessageId="${messageId}"/>`,
        stamp: STAMP,
      }),
    );
  const newWorker = (
    store: SqliteStore,
    partners: readonly string[],
    onDelivered: (delivery: PendingDelivery) => void,
  ) =>
    new DeliveryWorker({
      store,
      transports: new Map(partners.map((partner) => [partner, new FileTransport(join(directory, partner))])),
      interval: 10,
      userId: '0-1',
      onDelivered,
      onFailed: (_delivery, error) => failed.push(error),
    });
  const startWorker = (...partners: string[]) => {
    worker = newWorker(database.store, partners, (delivery) => delivered.push(delivery));
    worker.start();
  };
  const files = (partner: string) =>
    existsSync(join(directory, partner)) ? readdirSync(join(directory, partner)).sort() : [];

  it('writes one file per message and subscribed partner, with the message id in it', async () => {
    const messageId = await put('CUT Send Account Data', '1-A');
    await put('CUT Send Work Order Data', '1-W');
    startWorker('billing', 'network');
    await until(() => delivered.length === 3);
    expect(files('billing')).to.deep.equal([`CUT-Send-Account-Data_1-A_${messageId}.xml`]);
    expect(files('network')).to.have.length(2);
    const [name = ''] = files('billing');
    expect(readFileSync(join(directory, 'billing', name), 'utf8')).to.equal(
      `<SiebelMessage MessageId="${messageId}"/>`,
    );
  });

  it('puts nothing into the outbox when the transaction fails', async () => {
    const work = database.store.write(async (transaction) => {
      await outbox.put(transaction, {
        process: 'CUT Send Account Data',
        integrationObject: 'CUT Sample Account IO',
        objectId: '1-A',
        document: () => '<SiebelMessage/>',
        stamp: STAMP,
      });
      throw new Error('refused later');
    });
    await work.catch(() => {});
    await put('CUT Send Work Order Data', '1-W');
    startWorker('billing', 'network');
    await until(() => delivered.length === 1);
    expect(files('billing')).to.deep.equal([]);
  });

  it('delivers each partner in the order of the outbox, more than one batch too', async () => {
    const count = 120;
    for (let index = 0; index < count; index += 1) await put('CUT Send Work Order Data', `1-${index}`);
    startWorker('network');
    await until(() => delivered.length === count);
    expect(delivered.map(({ objectId }) => objectId)).to.deep.equal(
      Array.from({ length: count }, (_, index) => `1-${index}`),
    );
  });

  it('keeps a delivery that failed, and those behind it, until the partner takes it; other partners do not wait', async () => {
    const blocked = join(directory, 'billing');
    writeFileSync(blocked, 'a file where the directory should be');
    await put('CUT Send Account Data', '1-A');
    await put('CUT Send Account Data', '1-B');
    startWorker('billing', 'network');
    await until(() => failed.length >= 2 && delivered.length === 2);
    expect(files('network')).to.have.length(2);
    rmSync(blocked);
    await until(() => delivered.length === 4);
    expect(files('billing')).to.have.length(2);
    expect(delivered.filter(({ partner }) => partner === 'billing').map(({ objectId }) => objectId)).to.deep.equal([
      '1-A',
      '1-B',
    ]);
  });

  it('delivers in the order of the commits, whichever process has put the messages in', async () => {
    const other = await SqliteStore.open({ path: database.path, tables: model.tables.values() });
    const send = (objectId: string, store: SqliteStore) => put('CUT Send Work Order Data', objectId, store);
    await send('1-v1', database.store);
    await send('1-v2', other);
    await send('1-v3', database.store);
    await other.close();
    startWorker('network');
    await until(() => delivered.length === 3);
    expect(delivered.map(({ objectId }) => objectId)).to.deep.equal(['1-v1', '1-v2', '1-v3']);
  });

  it('delivers in one process at a time; another goes on when that one stops', async () => {
    const other = await SqliteStore.open({ path: database.path, tables: model.tables.values() });
    const byOther: PendingDelivery[] = [];
    startWorker('network');
    const second = newWorker(other, ['network'], (delivery) => byOther.push(delivery));
    await put('CUT Send Work Order Data', '1-0');
    await until(() => delivered.length === 1);
    second.start();
    for (let index = 1; index < 60; index += 1) await put('CUT Send Work Order Data', `1-${index}`);
    await until(() => delivered.length === 60);
    expect(byOther).to.deep.equal([]);
    await worker?.stop();
    await put('CUT Send Work Order Data', '1-60');
    await until(() => byOther.length === 1);
    await second.stop();
    await other.close();
  });

  it('keeps the row of a delivered message, without the payload', async () => {
    await put('CUT Send Work Order Data', '1-W');
    startWorker('network');
    await until(() => delivered.length === 1);
    const columns = ['STATUS_CD', 'TRIES', 'OBJECT_ID', 'PAYLOAD'].map(reference);
    const shape = { table: CUT_OUTBOX, joins: [], where: [], columns };
    const rows = await database.store.read((reader) =>
      reader.select({ shape, condition: { kind: 'all', of: [] }, limit: 10 }),
    );
    expect(rows).to.deep.equal([['Delivered', '1', '1-W', '']]);
  });

  it('reports that the outbox cannot be read', async () => {
    await database.store.close();
    startWorker('network');
    await until(() => failed.length > 1);
    expect(String(failed[0])).to.match(/closed/);
    expect(delivered).to.deep.equal([]);
  });

  it('goes on after a restart with what was not delivered', async () => {
    await put('CUT Send Work Order Data', '1-W');
    startWorker('network');
    await until(() => delivered.length === 1);
    await worker?.stop();
    await put('CUT Send Work Order Data', '1-X');
    startWorker('network');
    await until(() => delivered.length === 2);
    expect(delivered.map(({ objectId }) => objectId)).to.deep.equal(['1-W', '1-X']);
  });
});
