import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { CUT_ROW_ID } from '../../../src/store/cut-tables.ts';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { createStatements } from '../../../src/store/sqlite/ddl.ts';
import { RowIds } from '../../../src/store/sqlite/row-ids.ts';

describe('RowIds', () => {
  let directory: string;
  const connections: Connection[] = [];
  /** As another process has it: a connection and a counter of its own. */
  const openProcess = (): { connection: Connection; rowIds: RowIds } => {
    const connection = new Connection({ path: join(directory, 'cut.db') });
    connections.push(connection);
    return { connection, rowIds: new RowIds(connection) };
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cut-row-ids-'));
    const { connection } = openProcess();
    for (const statement of createStatements([CUT_ROW_ID])) connection.run(statement);
  });
  afterEach(async () => {
    for (const connection of connections.splice(0)) connection.close();
    await rm(directory, { recursive: true, force: true });
  });

  const allocate = (process: ReturnType<typeof openProcess>, count: number, end: 'COMMIT' | 'ROLLBACK'): string[] => {
    const { connection, rowIds } = process;
    connection.run('BEGIN IMMEDIATE');
    const ids = rowIds.allocate(count);
    rowIds.write();
    connection.run(end);
    if (end === 'COMMIT') rowIds.committed();
    else rowIds.rolledBack();
    return ids;
  };

  it('start at 36 to the power of 6, in upper case base 36', () => {
    const ids = allocate(openProcess(), 37, 'COMMIT');
    expect(ids.slice(0, 2)).to.deep.equal(['1-1000000', '1-1000001']);
    expect(ids.slice(35)).to.deep.equal(['1-100000Z', '1-1000010']);
  });

  it('go on after a restart', () => {
    const before = allocate(openProcess(), 1, 'COMMIT');
    expect(allocate(openProcess(), 1, 'COMMIT')).not.to.deep.equal(before);
  });

  it('are another process’s once a reservation is rolled back', () => {
    const [one, other] = [openProcess(), openProcess()];
    const lost = allocate(one, 5, 'ROLLBACK');
    const kept = allocate(other, 500, 'COMMIT');
    const next = allocate(one, 500, 'COMMIT');
    expect(new Set([...kept, ...next]).size).to.equal(1000);
    expect(next).not.to.include.members(lost);
  });

  it('are served from one reserved block without a look at the table', () => {
    const process = openProcess();
    allocate(process, 1, 'COMMIT');
    process.connection.run('DELETE FROM "CUT_ROW_ID"');
    allocate(process, 999, 'COMMIT');
    expect(process.connection.all('SELECT * FROM "CUT_ROW_ID"')).to.deep.equal([]);
  });
});
