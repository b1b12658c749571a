import { expect } from 'chai';
import { whenFree } from '../../../src/store/sqlite/when-free.ts';
import { StoreBusy } from '../../../src/store/store.ts';

describe('whenFree', () => {
  /** As node:sqlite throws SQLITE_BUSY_SNAPSHOT. */
  const busy = Object.assign(new Error('database is locked'), { errcode: 517 });
  let attempts: number;

  beforeEach(() => {
    attempts = 0;
  });

  const failing = (times: number, error: Error) => () => {
    attempts += 1;
    if (attempts <= times) throw error;
    return 'done';
  };

  it('tries again while another process holds the lock', async () => {
    expect(await whenFree(failing(3, busy), 10_000)).to.equal('done');
    expect(attempts).to.equal(4);
  });

  it('gives up in the end', async () => {
    const error: unknown = await whenFree(failing(Number.POSITIVE_INFINITY, busy), 5).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(StoreBusy).and.to.have.property('cause', busy);
  });

  it('passes other errors on at once', async () => {
    const other = new Error('disk on fire');
    expect(await whenFree(failing(9, other), 10_000).catch((reason: unknown) => reason)).to.equal(other);
    expect(attempts).to.equal(1);
  });
});
