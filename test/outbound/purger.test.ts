import { expect } from 'chai';
import { Purger } from '../../src/outbound/purger.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

describe('Purger', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.remove());

  const start = (more: Pick<ConstructorParameters<typeof Purger>[0], 'purge'> & { name?: string }) => {
    const purged: number[] = [];
    const errors: unknown[] = [];
    const purger = new Purger({
      store: database.store,
      name: 'outbox',
      retention: 1,
      leaseDuration: 30_000,
      stamp: STAMP,
      onPurged: (count) => purged.push(count),
      onError: (error) => errors.push(error),
      ...more,
    });
    purger.start();
    return { purged, errors, stop: () => purger.stop() };
  };

  it('purges again and again, tells what it has purged, and outlives errors', async () => {
    const turns = [3, new Error('the database is away'), 2];
    const { purged, errors, stop } = start({
      async purge() {
        const turn = turns.shift() ?? 0;
        if (typeof turn !== 'number') throw turn;
        return turn;
      },
    });
    await until(() => turns.length === 0);
    await stop();
    expect(purged).to.deep.equal([3, 2]);
    expect(errors.map(String)).to.deep.equal(['Error: the database is away']);
  });

  it('tells a purge that is under way to end when it is stopped', async () => {
    const begun = Promise.withResolvers<void>();
    const { purged, stop } = start({
      purge: (ending) => {
        begun.resolve();
        return new Promise((resolve) => ending.addEventListener('abort', () => resolve(7)));
      },
    });
    await begun.promise;
    await stop();
    expect(purged).to.deep.equal([7]);
  });

  it('leaves it to another process that is at it', async () => {
    const held = Promise.withResolvers<number>();
    let begun = false;
    const first = start({
      purge: () => {
        begun = true;
        return held.promise;
      },
    });
    await until(() => begun);
    const second = start({ purge: async () => expect.fail('two at a time') });
    const other = start({ name: 'inbox', purge: async () => 1 });
    await until(() => other.purged.length > 0);
    held.resolve(1);
    await Promise.all([first.stop(), second.stop(), other.stop()]);
    expect(second.errors).to.deep.equal([]);
  });
});
