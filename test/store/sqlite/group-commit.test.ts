import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { GroupCommit } from '../../../src/store/sqlite/group-commit.ts';
import { References } from '../../../src/store/sqlite/references.ts';
import { SqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Transaction } from '../../../src/store/store.ts';
import { insertOf, ORGANIZATION, STAMP, TABLES } from '../tables.ts';

describe('a group of works whose transaction SQLite ends by itself, as it does when it cannot read the disk', () => {
  let directory: string;
  let connection: Connection;
  let commits: GroupCommit;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cut-group-'));
    const path = join(directory, 'cut.db');
    await (await SqliteStore.open({ path, tables: TABLES })).close();
    connection = new Connection({ path });
    commits = new GroupCommit(connection, new References(TABLES), { busyLimit: 1000, workLimit: 1000 });
  });
  afterEach(async () => {
    connection.close();
    await rm(directory, { recursive: true, force: true });
  });

  const stored = (): unknown[] => connection.all('SELECT ROW_ID FROM S_BU').flat();
  const insert = (name: string) => (transaction: Transaction) =>
    transaction.apply([insertOf(ORGANIZATION, `1-${name}`, { NAME: name })], STAMP);
  const end = async (): Promise<never> => {
    connection.run('ROLLBACK');
    throw new Error('disk I/O error');
  };

  const cases: readonly { title: string; work: (transaction: Transaction) => Promise<unknown> }[] = [
    { title: 'is told', work: end },
    { title: 'swallows it', work: (transaction) => end().catch(() => transaction.allocateRowIds(0).catch(() => {})) },
    { title: 'swallows it, and does nothing more', work: () => end().catch(() => {}) },
    { title: 'swallows it, and writes', work: (transaction) => end().catch(() => insert('B')(transaction)) },
    { title: 'loses a part to it', work: (transaction) => transaction.savepoint(end).catch(() => {}) },
    {
      title: 'loses a part to it, and writes',
      work: (transaction) => transaction.savepoint(end).catch(() => insert('B')(transaction)),
    },
  ];
  for (const { title, work } of cases) {
    it(`is refused whole, and nothing of it is there, when a work ${title}`, async () => {
      const outcomes = await Promise.allSettled([commits.run(insert('A')), commits.run(work)]);
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
      expect(stored()).to.deep.equal([]);
      await commits.run(insert('C'));
      expect(stored()).to.deep.equal(['1-C']);
    });
  }
});
