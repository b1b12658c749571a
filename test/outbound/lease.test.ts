import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { Lease } from '../../src/outbound/lease.ts';
import { CUT_LEASE } from '../../src/store/cut-tables.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

describe('Lease', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.remove());

  const lease = (name = 'outbox billing') => new Lease(database.store, name, STAMP, 30_000);
  const reference = (name: string) => ({ alias: 't', column: CUT_LEASE.columns.get(name) ?? expect.fail() });
  const setExpiry = (time: string) =>
    database.store.write(async (transaction) => {
      const shape = { table: CUT_LEASE, joins: [], where: [], columns: [reference('ROW_ID')] };
      const rows = await transaction.select({ shape, condition: { kind: 'all', of: [] }, limit: 10 });
      const columns = [reference('EXPIRES_TS').column];
      for (const [rowId] of rows) {
        await transaction.apply(
          [{ kind: 'update', table: CUT_LEASE, rowId: rowId ?? '', columns, values: [time] }],
          STAMP,
        );
      }
    });

  it('is one holder’s at a time, and taken again by the same one', async () => {
    const [one, other] = [lease(), lease()];
    const taken = await Promise.all([one.take(), other.take()]);
    // Who begins together has no order on a server.
    expect(taken).to.have.members([true, false]);
    expect([await one.take(), await other.take()]).to.deep.equal(taken);
  });

  it('is another’s under another name', async () => {
    expect(await lease('outbox billing').take()).to.equal(true);
    expect(await lease('outbox network').take()).to.equal(true);
  });

  it('goes to another one when it is released, or has expired', async () => {
    const [one, other, third] = [lease(), lease(), lease()];
    await one.take();
    await one.release();
    expect(await other.take()).to.equal(true);
    await setExpiry('2020-01-01 00:00:00');
    expect(await third.take()).to.equal(true);
  });

  it('is not released by one who does not hold it', async () => {
    const [one, other] = [lease(), lease()];
    await one.take();
    await other.release();
    await other.take();
    await other.release();
    expect(await other.take()).to.equal(false);
  });

  it('is ours for so long as it lasts', async () => {
    const short = new Lease(database.store, 'outbox billing', STAMP, 50);
    expect(short.isHeld).to.equal(false);
    await short.take();
    expect(short.isHeld).to.equal(true);
    await until(() => !short.isHeld);
  });

  it('is kept by renewing it, until that fails', async () => {
    const kept = new Lease(database.store, 'outbox billing', STAMP, 300);
    await kept.take();
    let lost = 0;
    const stop = kept.keep(() => {
      lost += 1;
    });
    await setTimeout(500);
    expect(kept.isHeld).to.equal(true);
    expect(lost).to.equal(0);
    await database.store.close();
    await until(() => lost > 0);
    stop();
  });
});
