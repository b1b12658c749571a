import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Partner } from '../../src/model/model.ts';
import { DeliveryWorker } from '../../src/outbound/delivery-worker.ts';
import { Outbox } from '../../src/outbound/outbox.ts';
import type { PendingDelivery } from '../../src/outbound/outbox-rows.ts';
import { FileTransport } from '../../src/outbound/transports/file-transport.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
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
  const put = (process: string, objectId: string) =>
    database.store.write((transaction) =>
      outbox.put(transaction, {
        process,
        integrationObject: 'CUT Sample Account IO',
        objectId,
        document: (messageId) => `<SiebelMessage MessageId="${messageId}"/>`,
        stamp: STAMP,
      }),
    );
  const startWorker = (...partners: string[]) => {
    worker = new DeliveryWorker({
      store: database.store,
      transports: new Map(partners.map((partner) => [partner, new FileTransport(join(directory, partner))])),
      interval: 10,
      userId: '0-1',
      onDelivered: (delivery) => delivered.push(delivery),
      onFailed: (_delivery, error) => failed.push(error),
    });
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
