import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { createStatements } from '../../../src/store/sqlite/ddl.ts';
import { makeTable } from '../tables.ts';

describe('the SQLite DDL', () => {
  const table = makeTable(
    'S_X',
    [
      { name: 'NAME', type: { kind: 'nvarchar', length: 50 }, required: true, default: "O'Brien" },
      { name: 'FLG', type: { kind: 'flag' } },
      { name: 'AMOUNT', type: { kind: 'number' } },
      { name: 'DAY', type: { kind: 'date' } },
      { name: 'PAR_ID', type: { kind: 'id' }, references: 'S_X' },
    ],
    [
      { name: 'S_X_P1', unique: true, columns: ['ROW_ID'] },
      { name: 'S_X_U1', unique: true, columns: ['NAME', 'PAR_ID'] },
      { name: 'S_X_F1', unique: false, columns: ['PAR_ID'] },
    ],
  );

  it('creates each table with its indexes', () => {
    expect(createStatements([table])).to.deep.equal([
      `CREATE TABLE "S_X" (
  "ROW_ID" TEXT NOT NULL PRIMARY KEY,
  "CREATED" TEXT NOT NULL,
  "CREATED_BY" TEXT NOT NULL,
  "LAST_UPD" TEXT NOT NULL,
  "LAST_UPD_BY" TEXT NOT NULL,
  "MODIFICATION_NUM" INTEGER NOT NULL DEFAULT '0',
  "CONFLICT_ID" TEXT NOT NULL DEFAULT '0',
  "DB_LAST_UPD" TEXT,
  "DB_LAST_UPD_SRC" TEXT,
  "NAME" TEXT NOT NULL DEFAULT 'O''Brien',
  "FLG" TEXT CHECK ("FLG" IN ('Y', 'N')),
  "AMOUNT" NUMERIC,
  "DAY" TEXT,
  "PAR_ID" TEXT REFERENCES "S_X" ("ROW_ID") DEFERRABLE INITIALLY DEFERRED
)`,
      'CREATE UNIQUE INDEX "S_X_U1" ON "S_X" ("NAME", "PAR_ID")',
      'CREATE INDEX "S_X_F1" ON "S_X" ("PAR_ID")',
    ]);
  });

  it('is what SQLite accepts', () => {
    const database = new DatabaseSync(':memory:');
    for (const statement of createStatements([table])) database.exec(statement);
    database.close();
  });
});
