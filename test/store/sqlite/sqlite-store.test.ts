import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { shareWriteTurns } from '../../../src/store/sqlite/write-turns.ts';
import { StoreBusy, type Transaction } from '../../../src/store/store.ts';
import { describeConditions } from '../condition-contract.ts';
import { describeSavepoints } from '../savepoint-contract.ts';
import { describeStore } from '../store-contract.ts';
import { ACCOUNT, findBy, insertOf, ORGANIZATION, STAMP, shapeOf, TABLES } from '../tables.ts';
import { describeTimeZones } from '../time-zone-contract.ts';
import { describeTriggers } from '../trigger-contract.ts';

describe('SqliteStore', () => {
  let directory: string;
  let path: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cut-store-'));
    path = join(directory, 'data', 'cut.db');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
    await rm(directory, { recursive: true, force: true });
  });

  const open = (
    more: { readOnly?: boolean; busyLimit?: number; workLimit?: number; writeTurns?: Int32Array } = {},
  ): Promise<SqliteStore> => SqliteStore.open({ path, tables: TABLES, ...more });

  /** Starts a process that inserts organizations for ever and prints the ROW_ID of each one that is durable. */
  const startWriter = (): AsyncIterator<string> => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.resolve('./writer-process.ts')), path],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(child);
    return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  };

  const organizations = (store: SqliteStore, rowIds: readonly string[]): Promise<number> =>
    store.read(async (reader) => {
      const shape = shapeOf(ORGANIZATION, ['ROW_ID']);
      const [rows] = await reader.find([
        findBy(
          shape,
          ['ROW_ID'],
          rowIds.map((rowId) => [rowId]),
        ),
      ]);
      return rows?.length ?? 0;
    });

  describeStore('SQLite', () => open());
  describeConditions(() => open());
  describeSavepoints(() => open());

  describe('whose works have savepoints', () => {
    describeSavepoints(async () => {
      const store = await open();
      await haveSavepoints(store);
      return store;
    });
  });
  describeTimeZones(() => open());
  describeTriggers((triggers) => SqliteStore.open({ path, tables: TABLES, triggers }));

  it('keeps its lock on the file, so that no other program takes the write-ahead log away, when another store is opened in this process', async function () {
    // Linux says who has locks; how SQLite takes them is the same elsewhere.
    if (!existsSync('/proc/locks')) return this.skip();
    const locks = async () => {
      const { ino } = await stat(path);
      return (await readFile('/proc/locks', 'utf8')).split('\n').filter((lock) => lock.includes(`:${ino} `));
    };
    const first = await open();
    expect(await locks()).to.have.length(1);
    const second = await open();
    expect(await locks()).to.have.length(1);
    await Promise.all([first.close(), second.close()]);
  });

  it('has what it answered for after its process was killed', async () => {
    const lines = startWriter();
    const rowIds = await take(lines, 300);
    children[0]?.kill('SIGKILL');
    const store = await open();
    expect(await organizations(store, rowIds)).to.equal(300);
    const [next = ''] = await store.write((transaction) => transaction.allocateRowIds(1));
    expect(rowIds).not.to.include(next);
    expect(await organizations(store, [next])).to.equal(0);
    await store.close();
  });

  it('is created by processes that start together', async () => {
    const rowIds = await Promise.all([startWriter(), startWriter(), startWriter()].map((lines) => take(lines, 5)));
    expect(new Set(rowIds.flat()).size).to.equal(15);
  });

  it('shares its file with other processes, and no ROW_ID', async () => {
    await (await open()).close();
    const writers = [startWriter(), startWriter()];
    const rowIds = (await Promise.all(writers.map((lines) => take(lines, 1500)))).flat();
    expect(new Set(rowIds).size).to.equal(3000);
  });

  it('waits for the lock of another process, and gives up in the end, for all who wait', async () => {
    const store = await open({ busyLimit: 50 });
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const insert = (): Promise<void> =>
      store.write((transaction) => transaction.apply([insertOf(ORGANIZATION, '1-1', { NAME: 'x' })], STAMP));
    const outcomes = await Promise.all(Array.from({ length: 300 }, () => insert().catch((error: unknown) => error)));
    for (const outcome of outcomes) expect(outcome).to.be.instanceOf(StoreBusy);
    const waiting = insert();
    other.exec('COMMIT');
    await waiting;
    other.close();
    await store.close();
  });

  it('gives up where several threads take turns as soon as where one writes: the time in which one waits for its turn counts', async () => {
    const writeTurns = shareWriteTurns();
    const busyLimit = 1500;
    const stores = await Promise.all(Array.from({ length: 6 }, () => open({ busyLimit, writeTurns })));
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const insert = (store: SqliteStore, rowId: string): Promise<unknown> =>
      store.write((transaction) => transaction.apply([insertOf(ORGANIZATION, rowId, { NAME: rowId })], STAMP));
    const refused = Promise.all(
      stores.map((store, index) => insert(store, `1-${index}`).catch((error: unknown) => error)),
    );
    // One after the other they would take six times as long as one, which is twice as long as is waited here.
    const outcomes = await Promise.race([refused, setTimeout(3 * busyLimit, [])]);
    expect(outcomes).to.have.lengthOf(stores.length);
    for (const outcome of outcomes) expect(outcome).to.be.instanceOf(StoreBusy);
    other.exec('COMMIT');
    other.close();
    await Promise.all(stores.map((store, index) => insert(store, `1-${index}`)));
    expect(await organizations(stores[0] as SqliteStore, ['1-0', '1-5'])).to.equal(2);
    for (const store of stores) await store.close();
  });

  it('commits works that come together at once', async () => {
    const store = await open();
    const before = await commitsIn(`${path}-wal`);
    const works = Array.from({ length: 64 }, (_, position) =>
      store.write((transaction) =>
        transaction.apply([insertOf(ORGANIZATION, `1-${position}`, { NAME: `${position}` })], STAMP),
      ),
    );
    await Promise.all(works);
    expect((await commitsIn(`${path}-wal`)) - before).to.equal(1);
    await store.close();
  });

  it('ends a group that takes long, so that the event loop has its turn', async () => {
    const store = await open();
    const before = await commitsIn(`${path}-wal`);
    const works = Array.from({ length: 30 }, (_, position) =>
      store.write(async (transaction) => {
        for (const start = performance.now(); performance.now() - start < 5; );
        await transaction.apply([insertOf(ORGANIZATION, `1-${position}`, { NAME: `${position}` })], STAMP);
      }),
    );
    await Promise.all(works);
    expect((await commitsIn(`${path}-wal`)) - before).to.be.at.least(6);
    await store.close();
  });

  it('lets a bounded number of works wait', async () => {
    const store = await open();
    const works = Array.from({ length: 10_001 }, () => store.write(async () => 'written'));
    const outcomes = await Promise.allSettled(works);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => reason instanceof StoreBusy)).to.deep.equal([true]);
    await store.close();
  });

  describe('runs works', () => {
    let store: SqliteStore;
    /** Names of works, each time that one is run. */
    let runs: string[];

    beforeEach(async () => {
      store = await open({ workLimit: 200 });
      runs = [];
    });
    afterEach(() => store.close());

    /** Inserts an organization of this name, then does `more`. */
    const work = (name: string, more: (transaction: Transaction) => unknown = () => {}): Promise<unknown> =>
      store.write(async (transaction) => {
        runs.push(name);
        await transaction.apply([insertOf(ORGANIZATION, `1-${name}`, { NAME: name })], STAMP);
        await more(transaction);
      });
    const fail = (): never => {
      throw new Error('changed my mind');
    };
    const outcomesOf = async (...works: readonly Promise<unknown>[]): Promise<string> =>
      (await Promise.allSettled(works)).map(({ status }) => status).join(' ');

    it('once, also when one that comes with others fails before it has written anything', async () => {
      const early = (): Promise<unknown> =>
        store.write(async () => {
          runs.push('early');
          fail();
        });
      expect(await outcomesOf(work('A'), early(), work('B'))).to.equal('fulfilled rejected fulfilled');
      expect(runs).to.deep.equal(['A', 'early', 'B']);
    });

    it('once, also one that fails by itself', async () => {
      expect(await outcomesOf(work('A', fail))).to.equal('rejected');
      expect(runs).to.deep.equal(['A']);
      expect(await organizations(store, ['1-A'])).to.equal(0);
    });

    it('again that come together, when one of them fails after it has written something: commits the others at once', async () => {
      const before = await commitsIn(`${path}-wal`);
      const works = [work('A'), work('B', fail), work('C', fail)];
      expect(await outcomesOf(...works)).to.equal('fulfilled rejected rejected');
      expect(runs).to.deep.equal(['A', 'B', 'A', 'B', 'C']);
      expect(await organizations(store, ['1-A', '1-B', '1-C'])).to.equal(1);
      expect((await commitsIn(`${path}-wal`)) - before).to.equal(1);
    });

    it('again but the one that took too long', async () => {
      const hang = (): Promise<void> => new Promise(() => {});
      expect(await outcomesOf(work('A'), work('B', hang), work('C'))).to.equal('fulfilled rejected fulfilled');
      expect(runs).to.deep.equal(['A', 'B', 'A', 'C']);
      expect(await organizations(store, ['1-A', '1-B', '1-C'])).to.equal(2);
    });

    it('once for a while after that: they have savepoints', async () => {
      await outcomesOf(work('A'), work('B', fail));
      runs.length = 0;
      expect(await outcomesOf(work('C'), work('D', fail), work('E'))).to.equal('fulfilled rejected fulfilled');
      expect(runs).to.deep.equal(['C', 'D', 'E']);
      expect(await organizations(store, ['1-C', '1-D', '1-E'])).to.equal(2);
      await outcomesOf(...Array.from({ length: 256 }, (_, number) => work(`F${number}`)));
      runs.length = 0;
      await outcomesOf(work('G'), work('H', fail));
      expect(runs).to.deep.equal(['G', 'H', 'G', 'H']);
    });

    it('again with savepoints, when a part of one fails after it has written something', async () => {
      const part = async (transaction: Transaction): Promise<void> => {
        const failing = transaction.savepoint(async () => {
          await transaction.apply([insertOf(ORGANIZATION, '1-P', { NAME: 'P' })], STAMP);
          fail();
        });
        await failing.catch(() => {});
      };
      expect(await outcomesOf(work('A'), work('B', part))).to.equal('fulfilled fulfilled');
      expect(runs).to.deep.equal(['A', 'B', 'A', 'B']);
      expect(await organizations(store, ['1-A', '1-B', '1-P'])).to.equal(2);
    });

    it('once, when a part fails before it has written anything', async () => {
      const part = (transaction: Transaction): Promise<unknown> =>
        transaction.savepoint(() => Promise.reject(new Error('changed my mind'))).catch(() => {});
      expect(await outcomesOf(work('A', part))).to.equal('fulfilled');
      expect(runs).to.deep.equal(['A']);
    });
  });

  it('notes who has written many rows at once, whoever has written others in the same second', async () => {
    const store = await open();
    const users = ['0-1', '0-2', '0-1'];
    for (const [list, by] of users.entries()) {
      const rows = Array.from({ length: 100 }, (_, number) => {
        const name = `${list}-${number}`;
        return insertOf(ORGANIZATION, `1-${name}`, { NAME: name });
      });
      await store.write((transaction) => transaction.apply(rows, { by, source: `list ${list}` }));
    }
    const shape = shapeOf(ORGANIZATION, ['ROW_ID', 'CREATED_BY', 'LAST_UPD_BY', 'DB_LAST_UPD_SRC']);
    const rows = await store.read((reader) =>
      reader.select({ shape, condition: { kind: 'all', of: [] }, limit: 1000 }),
    );
    expect(rows).to.have.length(300);
    for (const [rowId, ...stamp] of rows) {
      const list = Number(rowId?.split('-')[1]);
      expect(stamp, `${rowId}`).to.deep.equal([users[list], users[list], `list ${list}`]);
    }
    await store.close();
  });

  it('gives up a work that waits for something else, and undoes it; the others go on', async () => {
    const store = await open({ workLimit: 50 });
    let goOn = () => {};
    const forEver = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const hanging = store.write(async (transaction) => {
      await transaction.apply([insertOf(ORGANIZATION, '1-A', { NAME: 'A' })], STAMP);
      await forEver;
      await transaction.apply([insertOf(ORGANIZATION, '1-B', { NAME: 'B' })], STAMP);
    });
    const next = store.write((transaction) => transaction.apply([insertOf(ORGANIZATION, '1-C', { NAME: 'C' })], STAMP));
    expect(await hanging.catch(String)).to.match(/longer than 50 ms/);
    await next;
    goOn();
    expect(await store.read(() => new Promise(() => {})).catch(String)).to.match(/longer than 50 ms/);
    expect(await organizations(store, ['1-A', '1-B', '1-C'])).to.equal(1);
    await store.close();
  });

  it('leaves alone the savepoints of others when a work is given up within one of its own', async () => {
    const store = await open({ workLimit: 50 });
    await haveSavepoints(store);
    let goOn = (): void => {};
    const hanging = store.write((transaction) =>
      transaction.savepoint(
        () =>
          new Promise((_, reject) => {
            goOn = () => reject(new Error('too late'));
          }),
      ),
    );
    expect(await hanging.catch(String)).to.match(/longer than 50 ms/);
    await store.write((transaction) =>
      transaction.savepoint(async () => {
        await transaction.apply([insertOf(ORGANIZATION, '1-A', { NAME: 'A' })], STAMP);
        goOn();
        for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      }),
    );
    expect(await organizations(store, ['1-A'])).to.equal(1);
    await store.close();
  });

  it('keeps a new database to its owner, in a directory open to all', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(join(directory, 'data'), { mode: 0o755 });
    const store = await open();
    for (const file of [path, `${path}-wal`, `${path}-shm`]) expect((await stat(file)).mode & 0o777).to.equal(0o600);
    await store.close();
  });

  it('opens for reading only', async () => {
    await (await open()).close();
    const store = await open({ readOnly: true });
    expect(await organizations(store, ['1-1'])).to.equal(0);
    const outcome = await store.write(async () => 'written').catch(String);
    expect(outcome).to.match(/reading only/);
    await store.close();
  });

  it('rejects a whole group that cannot be committed, and goes on with the next', async () => {
    const store = await open();
    const other = new DatabaseSync(path);
    other.exec(`CREATE TRIGGER broken BEFORE UPDATE ON CUT_ROW_ID BEGIN SELECT RAISE(ROLLBACK, 'disk on fire'); END;
      CREATE TRIGGER broken_insert BEFORE INSERT ON CUT_ROW_ID BEGIN SELECT RAISE(ROLLBACK, 'disk on fire'); END`);
    const insert = (name: string, ids: number): Promise<unknown> =>
      store.write(async (transaction) => {
        await transaction.allocateRowIds(ids);
        await transaction.apply([insertOf(ORGANIZATION, name, { NAME: name })], STAMP);
      });
    const outcomes = await Promise.allSettled([insert('1-A', 0), insert('1-B', 1)]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    other.exec('DROP TRIGGER broken; DROP TRIGGER broken_insert');
    other.close();
    await insert('1-A', 1);
    expect(await organizations(store, ['1-A', '1-B'])).to.equal(1);
    await store.close();
  });

  it('rejects a whole group when SQLite rolls it back in the middle', async () => {
    const store = await open();
    const other = new DatabaseSync(path);
    other.exec(`CREATE TRIGGER broken BEFORE INSERT ON S_ORG_EXT BEGIN SELECT RAISE(ROLLBACK, 'disk on fire'); END`);
    other.close();
    const works = [insertOf(ORGANIZATION, '1-A', { NAME: 'A' }), insertOf(ACCOUNT, '1-B', { NAME: 'B' })].map(
      (change) => store.write((transaction) => transaction.apply([change], STAMP)),
    );
    const outcomes = await Promise.allSettled(works);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    expect(await organizations(store, ['1-A'])).to.equal(0);
    await store.close();
  });

  it('rejects the whole work when SQLite rolls back more than a savepoint of it', async () => {
    const store = await open();
    const other = new DatabaseSync(path);
    other.exec(`CREATE TRIGGER broken BEFORE INSERT ON S_ORG_EXT BEGIN SELECT RAISE(ROLLBACK, 'disk on fire'); END`);
    other.close();
    const work = store.write(async (transaction) => {
      await transaction.apply([insertOf(ORGANIZATION, '1-A', { NAME: 'A' })], STAMP);
      const part = transaction.savepoint(() => transaction.apply([insertOf(ACCOUNT, '1-B', { NAME: 'B' })], STAMP));
      await part.catch(() => undefined);
    });
    expect(await work.catch(String)).to.match(/disk on fire/);
    expect(await organizations(store, ['1-A'])).to.equal(0);
    await store.close();
  });
});

/** Works get them after one has failed among others and had written something. */
async function haveSavepoints(store: SqliteStore): Promise<void> {
  const failing = store.write(async (transaction) => {
    await transaction.nextSequence('any', 1);
    throw new Error('changed my mind');
  });
  await Promise.allSettled([store.write(async () => {}), failing]);
}

async function take(lines: AsyncIterator<string>, count: number): Promise<string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { done, value } = await lines.next();
    if (done === true) throw new Error(`the writer ended after ${taken.length} rows`);
    taken.push(value);
  }
  return taken;
}

/** Counts the frames of a write-ahead log that end a transaction (https://sqlite.org/fileformat2.html#walformat). */
async function commitsIn(path: string): Promise<number> {
  const log = await readFile(path).catch(() => Buffer.alloc(0));
  if (log.length === 0) return 0;
  const frameLength = 24 + log.readUInt32BE(8);
  let commits = 0;
  for (let frame = 32; frame + frameLength <= log.length; frame += frameLength) {
    if (log.readUInt32BE(frame + 4) !== 0) commits += 1;
  }
  return commits;
}
