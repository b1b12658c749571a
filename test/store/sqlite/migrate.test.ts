import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Index, Table } from '../../../src/model/model.ts';
import type { ChangeTrigger } from '../../../src/store/change-triggers.ts';
import { CUT_CHANGE_NOTE, CUT_MIGRATION } from '../../../src/store/cut-tables.ts';
import { MigrationRefused } from '../../../src/store/migration.ts';
import { Connection } from '../../../src/store/sqlite/connection.ts';
import { applyMigration } from '../../../src/store/sqlite/migrate.ts';
import { planMigration } from '../../../src/store/sqlite/migration-plan.ts';
import { type ColumnDraft, makeTable } from '../tables.ts';
import { ON_INSERT, ON_UPDATE, PAIR, TICKET } from '../triggers.ts';

describe('migrating a SQLite database', () => {
  const NAME: ColumnDraft = { name: 'NAME', type: { kind: 'nvarchar', length: 50 } };
  const U1: Index = { name: 'S_X_U1', unique: true, columns: ['NAME'] };
  const tablesWith = (columns: readonly ColumnDraft[], indexes: readonly Index[] = []): readonly Table[] => [
    makeTable('S_X', columns, indexes),
    CUT_MIGRATION,
  ];
  const START = tablesWith([NAME]);

  let directory: string;
  let connection: Connection;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cut-migrate-'));
    connection = new Connection({ path: join(directory, 'cut.db') });
    applyMigration(connection, START);
  });
  afterEach(async () => {
    connection.close();
    await rm(directory, { recursive: true, force: true });
  });

  const insert = (rowId: string, name: string): number =>
    connection.run(
      `INSERT INTO "S_X" ("ROW_ID", "CREATED", "CREATED_BY", "LAST_UPD", "LAST_UPD_BY", "NAME") VALUES (?, '', '', '', '', ?)`,
      [rowId, name],
    );

  it('creates what an empty database lacks, and records each step', () => {
    const steps = connection.all('SELECT "STATEMENT" FROM "CUT_MIGRATION"').flat();
    expect(steps.map((step) => String(step).split('\n')[0])).to.deep.equal([
      'CREATE TABLE "S_X" (',
      'CREATE TABLE "CUT_MIGRATION" (',
    ]);
  });

  it('finds nothing to do the second time', () => {
    expect(applyMigration(connection, START)).to.deep.equal({ statements: [], refusals: [], remarks: [] });
    expect(connection.all('SELECT count(*) FROM "CUT_MIGRATION"')).to.deep.equal([[2]]);
  });

  const DUE: ColumnDraft = { name: 'DUE', type: { kind: 'date' } };
  const FLG: ColumnDraft = { name: 'FLG', type: { kind: 'flag' }, required: true, default: 'N' };
  const additions: readonly { title: string; tables: readonly Table[]; statements: string[] }[] = [
    {
      title: 'a new column that may be null',
      tables: tablesWith([NAME, DUE]),
      statements: ['ALTER TABLE "S_X" ADD COLUMN "DUE" TEXT'],
    },
    {
      title: 'a new required column with a default',
      tables: tablesWith([NAME, FLG]),
      statements: [`ALTER TABLE "S_X" ADD COLUMN "FLG" TEXT NOT NULL DEFAULT 'N' CHECK ("FLG" IN ('Y', 'N'))`],
    },
    {
      title: 'a new table',
      tables: [...START, { ...CUT_MIGRATION, name: 'S_Y' }],
      statements: ['CREATE TABLE "S_Y" (\n  "APPLIED_TS" TEXT NOT NULL,\n  "STATEMENT" TEXT NOT NULL\n)'],
    },
    {
      title: 'a new unique index over a new column',
      tables: tablesWith([NAME, DUE], [{ ...U1, columns: ['DUE'] }]),
      statements: ['ALTER TABLE "S_X" ADD COLUMN "DUE" TEXT', 'CREATE UNIQUE INDEX "S_X_U1" ON "S_X" ("DUE")'],
    },
  ];
  for (const { title, tables, statements } of additions) {
    it(`adds ${title}, also where rows are`, () => {
      insert('1-A', 'a');
      insert('1-B', 'a');
      expect(planMigration(connection, tables).statements).to.deep.equal(statements);
      expect(applyMigration(connection, tables).statements).to.deep.equal(statements);
      expect(planMigration(connection, tables).statements).to.deep.equal([]);
    });
  }

  it('makes an index anew that has other columns now', () => {
    applyMigration(connection, tablesWith([NAME], [U1]));
    const tables = tablesWith([NAME], [{ ...U1, columns: ['NAME', 'CONFLICT_ID'] }]);
    expect(applyMigration(connection, tables).statements).to.deep.equal([
      'DROP INDEX "S_X_U1"',
      'CREATE UNIQUE INDEX "S_X_U1" ON "S_X" ("NAME", "CONFLICT_ID")',
    ]);
    expect(planMigration(connection, tables).statements).to.deep.equal([]);
  });

  it('leaves alone what the model does not have (any more), and mentions it', () => {
    applyMigration(connection, tablesWith([NAME, FLG], [U1]));
    connection.run('CREATE TABLE "MINE" ("A" TEXT)');
    expect(planMigration(connection, START)).to.deep.equal({
      statements: [],
      refusals: [],
      remarks: [
        'column S_X.FLG is not in the model',
        'index S_X_U1 is not in the model',
        'table MINE is not in the model',
      ],
    });
  });

  const refusals: readonly { title: string; tables: readonly Table[]; reason: RegExp; sql: RegExp }[] = [
    {
      title: 'a new required column without a default',
      tables: tablesWith([NAME, { ...DUE, required: true }]),
      reason: /column S_X\.DUE is new, required and has no default/,
      sql: /^ALTER TABLE "S_X" ADD COLUMN "DUE" TEXT NOT NULL DEFAULT '<value>';$/,
    },
    {
      title: 'a column of another type',
      tables: tablesWith([{ ...NAME, type: { kind: 'number' } }]),
      reason: /column S_X\.NAME is TEXT, not NUMERIC/,
      sql: /CREATE TABLE "S_X_NEW"[\s\S]*"NAME" NUMERIC[\s\S]*DROP TABLE "S_X";[\s\S]*RENAME TO "S_X"/,
    },
    {
      title: 'a column that is required now',
      tables: tablesWith([{ ...NAME, required: true }]),
      reason: /column S_X\.NAME is nullable in the database only/,
      sql: /"NAME" TEXT NOT NULL/,
    },
    {
      title: 'a unique index that the rows contradict',
      tables: tablesWith([NAME], [U1]),
      reason: /unique index S_X_U1 does not fit/,
      sql: /^SELECT "NAME", count\(\*\) FROM "S_X" .* HAVING count\(\*\) > 1;$/,
    },
  ];
  for (const { title, tables, reason, sql } of refusals) {
    it(`refuses ${title}, with the SQL to run by hand, and does nothing`, () => {
      insert('1-A', 'a');
      insert('1-B', 'a');
      const addition = { ...CUT_MIGRATION, name: 'S_Y' };
      const { refusals: found } = planMigration(connection, [...tables, addition]);
      expect(found).to.have.length(1);
      expect(found[0]?.reason).to.match(reason);
      expect(found[0]?.sql).to.match(sql);
      expect(() => applyMigration(connection, [...tables, addition])).to.throw(MigrationRefused, reason);
      expect(planMigration(connection, [...START, addition]).statements).to.have.length(1);
    });
  }

  it('refuses a column without which no row can be inserted', () => {
    applyMigration(connection, [...START, makeTable('S_Y', [{ ...NAME, required: true }])]);
    const plan = planMigration(connection, [...START, makeTable('S_Y', [])]);
    expect(plan.refusals.map(({ sql }) => sql)).to.deep.equal(['ALTER TABLE "S_Y" DROP COLUMN "NAME";']);
  });

  it('gives SQL to build a table anew that does it', () => {
    insert('1-A', 'a');
    const tables = tablesWith([{ ...NAME, required: true }], [U1]);
    const [refusal] = planMigration(connection, tables).refusals;
    connection.database.exec(refusal?.sql ?? '');
    expect(planMigration(connection, tables)).to.deep.equal({ statements: [], refusals: [], remarks: [] });
    expect(connection.all('SELECT "ROW_ID", "NAME" FROM "S_X"')).to.deep.equal([['1-A', 'a']]);
  });

  describe('with triggers', () => {
    const tables = [TICKET, PAIR, CUT_CHANGE_NOTE, CUT_MIGRATION];
    const wanted = (...triggers: readonly ChangeTrigger[]) => ({ triggers, exact: true });
    const [rule] = ON_UPDATE.rules;
    const changed = { ...ON_UPDATE, rules: rule === undefined ? [] : [{ ...rule, columns: rule.columns.slice(1) }] };
    const firstLines = (statements: readonly string[]) => statements.map((text) => text.split(' AFTER ')[0]);
    beforeEach(() => {
      applyMigration(connection, tables, wanted(ON_INSERT, ON_UPDATE));
    });

    it('makes them once', () => {
      expect(applyMigration(connection, tables, wanted(ON_INSERT, ON_UPDATE)).statements).to.deep.equal([]);
    });

    it('drops those that are not wanted, and makes those anew that are not so; leaves those of others alone', () => {
      connection.run('CREATE TRIGGER "THEIRS" AFTER DELETE ON "S_SRV_REQ" BEGIN SELECT 1; END');
      expect(firstLines(applyMigration(connection, tables, wanted(changed)).statements)).to.deep.equal([
        'DROP TRIGGER "CUT_POLICY_S_SRV_REQ_I"',
        'DROP TRIGGER "CUT_POLICY_S_SRV_REQ_U"',
        'DROP TRIGGER "CUT_POLICY_S_SRV_REQ_U2"',
        'DROP TRIGGER "CUT_POLICY_S_SRV_REQ_U3"',
        'DROP TRIGGER "CUT_POLICY_S_SRV_REQ_U4"',
        'CREATE TRIGGER "CUT_POLICY_S_SRV_REQ_U"',
      ]);
      expect(applyMigration(connection, tables, wanted(changed)).statements).to.deep.equal([]);
    });

    it('only makes missing ones when it is not to be exact, and does nothing about them when they are not spoken of', () => {
      expect(applyMigration(connection, tables, { triggers: [changed], exact: false }).statements).to.deep.equal([]);
      expect(applyMigration(connection, tables).statements).to.deep.equal([]);
      connection.run('DROP TRIGGER "CUT_POLICY_S_SRV_REQ_I"');
      const { statements } = applyMigration(connection, tables, { triggers: [ON_INSERT, changed], exact: false });
      expect(firstLines(statements)).to.deep.equal(['CREATE TRIGGER "CUT_POLICY_S_SRV_REQ_I"']);
    });

    it('gives a table its triggers back that is to be built anew by hand', () => {
      const required = makeTable('S_SRV_REQ', [
        { name: 'KIND', type: { kind: 'varchar', length: 10 }, required: true },
      ]);
      const triggers = wanted({ ...ON_INSERT, table: required });
      const [{ sql = '' } = {}] = planMigration(connection, [required], triggers).refusals;
      expect(sql).to.contain(
        'ALTER TABLE "S_SRV_REQ_NEW" RENAME TO "S_SRV_REQ";\nCREATE TRIGGER "CUT_POLICY_S_SRV_REQ_I"',
      );
    });
  });
});
