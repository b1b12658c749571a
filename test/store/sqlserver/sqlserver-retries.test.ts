import { expect } from 'chai';
import type { SqlServerStore } from '../../../src/store/sqlserver/sqlserver-store.ts';
import { StoreBusy, StoreInDoubt, type Transaction } from '../../../src/store/store.ts';
import { describeOnSqlServer, type TestSchema, testSchema } from '../../support/sqlserver.ts';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { findBy, insertOf, ORGANIZATION, STAMP, shapeOf, TABLES, updateOf } from '../tables.ts';

/** Where in a work the connection breaks: at the first text to which `at` applies. */
interface Break {
  readonly title: string;
  readonly at: (text: string) => boolean;
  readonly when: 'before' | 'after';
  /** How often the work runs. */
  readonly runs: number;
}

const isRead = (text: string): boolean => text.includes('UPDLOCK');
const isCommit = (text: string): boolean => text.includes('COMMIT TRANSACTION');

const BREAKS: readonly Break[] = [
  { title: 'before the server gets what it asks', at: isRead, when: 'before', runs: 2 },
  { title: 'when the server has answered', at: isRead, when: 'after', runs: 2 },
  { title: 'before the server gets the commit', at: isCommit, when: 'before', runs: 2 },
  { title: 'when the server has committed', at: isCommit, when: 'after', runs: 1 },
];

describeOnSqlServer('works that are come between', function () {
  this.timeout(120_000);
  let schema: TestSchema;
  let proxy: TcpProxy;
  /** By way of the proxy. */
  let store: SqlServerStore;
  /** By another way, to look from. */
  let other: SqlServerStore;
  let onRoundTrip: (text: string) => void;

  before(async () => {
    schema = testSchema();
    const { address } = schema.options;
    proxy = await startTcpProxy(address.host, address.port);
    onRoundTrip = () => {};
    store = await schema.open(TABLES, {
      address: { ...address, host: '127.0.0.1', port: proxy.port },
      busyLimit: 3000,
      onRoundTrip: (text) => onRoundTrip(text),
    });
    other = await schema.open(TABLES);
    await store.write((transaction) => transaction.apply([insertOf(ORGANIZATION, 'counter', { NAME: '0' })], STAMP));
    // A block of ROW_IDs is on its way; nothing else is to go by way of the proxy.
    await store.write((transaction) => transaction.allocateRowIds(1));
  });
  after(async () => {
    await Promise.all([store.close(), other.close()]);
    await proxy.stop();
    await schema.remove();
  });
  afterEach(() => {
    onRoundTrip = () => {};
    proxy.refuse(false);
  });

  const counter = findBy(shapeOf(ORGANIZATION, ['NAME']), ['ROW_ID'], [['counter']]);
  const read = (from: SqlServerStore): Promise<number> =>
    from.read(async (reader) => Number((await reader.find([counter]))[0]?.[0]?.[0]));
  const countUp = async (transaction: Transaction): Promise<void> => {
    const [rows] = await transaction.find([counter]);
    const next = String(Number(rows?.[0]?.[0]) + 1);
    await transaction.apply([updateOf(ORGANIZATION, 'counter', { NAME: next })], STAMP);
  };
  const onFirst = (at: (text: string) => boolean, act: () => void): void => {
    onRoundTrip = (text) => {
      if (!at(text)) return;
      onRoundTrip = () => {};
      act();
    };
  };

  for (const { title, at, when, runs } of BREAKS) {
    it(`are done once when the connection breaks ${title}`, async () => {
      const start = await read(other);
      onFirst(at, () => proxy.cutNext(when));
      let run = 0;
      await store.write((transaction) => {
        run += 1;
        return countUp(transaction);
      });
      expect({ run, counted: (await read(other)) - start }).to.deep.equal({ run: runs, counted: 1 });
    });
  }

  it('are answered all the same when they only read', async () => {
    const start = await read(other);
    onFirst(
      (text) => text.includes('S_BU'),
      () => proxy.cutNext('before'),
    );
    expect(await read(store)).to.equal(start);
  });

  it('are refused as busy when the server is not there for long, and nothing has happened', async () => {
    const start = await read(other);
    onFirst(isRead, () => proxy.refuse(true));
    expect(await store.write(countUp).catch((error: unknown) => error)).to.be.instanceOf(StoreBusy);
    proxy.refuse(false);
    expect(await read(other)).to.equal(start);
  });

  it('are refused as busy, too, when the server does not say anything', async () => {
    const start = await read(other);
    onFirst(isRead, () => proxy.hang(true));
    expect(await store.write(countUp).catch((error: unknown) => error)).to.be.instanceOf(StoreBusy);
    expect(
      await store.read(async (reader) => reader.find([counter])).catch((error: unknown) => error),
    ).to.be.instanceOf(StoreBusy);
    proxy.hang(false);
    expect(await read(other)).to.equal(start);
  });

  it('are refused as in doubt when the server does not come back after a commit', async () => {
    onFirst(isCommit, () => proxy.refuse(true));
    expect(await store.write(countUp).catch((error: unknown) => error)).to.be.instanceOf(StoreInDoubt);
  });

  it('are done one after the other when they read and write the same row, in whatever process', async () => {
    const start = await read(other);
    const second = await schema.open(TABLES);
    try {
      await Promise.all([other, second].flatMap((each) => Array.from({ length: 5 }, () => each.write(countUp))));
    } finally {
      await second.close();
    }
    expect(await read(other)).to.equal(start + 10);
  });

  it('find a key that somebody has taken while they were tried again', async () => {
    const late = { ...findBy(shapeOf(ORGANIZATION, ['NAME']), ['ROW_ID'], [['late']]), lock: 'none' } as const;
    onFirst(
      (text) => text.includes('S_BU'),
      () => proxy.cutNext('before'),
    );
    let runs = 0;
    await store.write(async (transaction) => {
      runs += 1;
      const [found] = await transaction.find([late]);
      if (runs === 2)
        await other.write((another) => another.apply([insertOf(ORGANIZATION, 'late', { NAME: 'theirs' })], STAMP));
      if (found?.length === 0) await transaction.apply([insertOf(ORGANIZATION, 'late', { NAME: 'ours' })], STAMP);
    });
    expect(runs).to.equal(3);
    expect(await other.read((reader) => reader.find([late]))).to.deep.equal([[['theirs']]]);
  });

  it('are done both when they wait for each other', async () => {
    const rows = ['left', 'right'];
    await store.write((transaction) =>
      transaction.apply(
        rows.map((rowId) => insertOf(ORGANIZATION, rowId, { NAME: rowId })),
        STAMP,
      ),
    );
    const bothHaveOne = barrier(2);
    let runs = 0;
    const work = (order: readonly string[]) =>
      store.write(async (transaction) => {
        runs += 1;
        for (const rowId of order) {
          await transaction.apply([updateOf(ORGANIZATION, rowId, { NAME: `${rowId} ${order[0]}` })], STAMP);
          await transaction.count(counter.shape, { kind: 'all', of: [] });
          await bothHaveOne();
        }
      });
    await Promise.all([work(rows), work(rows.toReversed())]);
    expect(runs).to.be.above(2);
  });
});

/** Waits for so many calls; later ones do not wait. */
function barrier(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let calls = 0;
  return () => {
    calls += 1;
    if (calls >= count) resolve();
    return promise;
  };
}
