import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { GroupRead } from '../../../src/store/sqlite/group-read.ts';
import type { Reader } from '../../../src/store/store.ts';
import { findBy, ORGANIZATION, shapeOf } from '../tables.ts';

const ALL = findBy(shapeOf(ORGANIZATION, ['ROW_ID']), ['ROW_ID'], [['1-A'], ['1-B']]);

describe('reads that arrive together', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cut-reads-'));
  let database: DatabaseSync;
  let connection: Connection;
  let reads: GroupRead;

  before(() => {
    database = new DatabaseSync(join(directory, 'cut.db'));
    database.exec('PRAGMA journal_mode = WAL; CREATE TABLE "S_BU" ("ROW_ID" TEXT PRIMARY KEY)');
  });
  after(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });
  beforeEach(() => {
    database.exec('DELETE FROM "S_BU"');
    connection = new Connection({ path: join(directory, 'cut.db'), readOnly: true });
    reads = new GroupRead(connection, 1000);
  });
  afterEach(() => connection.close());

  const insert = (rowId: string) => database.prepare('INSERT INTO "S_BU" VALUES (?)').run(rowId);
  const count = async (reader: Reader): Promise<number> => (await reader.find([ALL]))[0]?.length ?? 0;

  it('see the database at one moment', async () => {
    const patient = new GroupRead(connection, 60_000, 60_000);
    const first = patient.run(async (reader) => {
      const before = await count(reader);
      insert('1-A');
      return [before, await count(reader)];
    });
    const second = patient.run(count);
    expect(await Promise.all([first, second])).to.deep.equal([[0, 0], 0]);
    expect(await patient.run(count)).to.equal(1);
  });

  it('see what was committed before they were asked for', async () => {
    const { promise: inserted, resolve } = Promise.withResolvers<void>();
    const earlier = reads.run(async (reader) => {
      const before = await count(reader);
      await inserted;
      return [before, await count(reader)];
    });
    await new Promise((passed) => setTimeout(passed, 5));
    insert('1-A');
    const later = reads.run(count);
    resolve();
    expect(await Promise.all([earlier, later])).to.deep.equal([[0, 0], 1]);
  });

  it('do not suffer from one that fails', async () => {
    const failing = reads.run(() => Promise.reject(new Error('no')));
    const next = reads.run(count);
    expect(await failing.catch(String)).to.equal('Error: no');
    expect(await next).to.equal(0);
  });

  it('are read at another moment when those before them take long, and the event loop has its turn in between', async () => {
    const slow = reads.run(async (reader) => {
      await count(reader);
      insert('1-B');
      const end = performance.now() + 30;
      while (performance.now() < end);
    });
    const next = reads.run(count);
    const turn = slow.then(() => new Promise((resolve) => setImmediate(() => resolve('turn'))));
    expect(await Promise.race([turn, next.then(() => 'next')])).to.equal('turn');
    expect(await next).to.equal(1);
  });

  it('all fail when the database does', async () => {
    connection.close();
    const failing = [reads.run(count), reads.run(count)].map((read) => read.catch((error: unknown) => error));
    for (const error of await Promise.all(failing)) expect(error).to.be.instanceOf(Error);
    await reads.idle();
    connection = new Connection({ path: join(directory, 'cut.db'), readOnly: true });
  });
});
