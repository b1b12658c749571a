import { expect } from 'chai';
import type { WantedTriggers } from '../../../src/store/change-triggers.ts';
import { dataType } from '../../../src/store/sqlserver/ddl.ts';
import type {
  ExistingColumn,
  ExistingForeignKey,
  ExistingIndex,
  ExistingSchema,
  ExistingTable,
} from '../../../src/store/sqlserver/existing-schema.ts';
import { planIndexes } from '../../../src/store/sqlserver/index-plan.ts';
import { planMigration } from '../../../src/store/sqlserver/migration-plan.ts';
import { createTrigger } from '../../../src/store/sqlserver/trigger-ddl.ts';
import { type ColumnDraft, makeTable } from '../tables.ts';
import { ON_INSERT, ON_UPDATE } from '../triggers.ts';

const NAME: ColumnDraft = { name: 'NAME', type: { kind: 'nvarchar', length: 50 }, required: true };
const BU: ColumnDraft = { name: 'BU_ID', type: { kind: 'id' }, references: 'S_BU' };
const parent = makeTable('S_BU', []);
const wanted = (...columns: ColumnDraft[]) => [
  makeTable('S_X', [NAME, BU, ...columns], [{ name: 'S_X_U1', unique: true, columns: ['NAME'] }]),
  parent,
];

const PRIMARY: ExistingIndex = {
  name: 'pk',
  unique: true,
  columns: ['ROW_ID'],
  filter: null,
  isDisabled: false,
  constraint: null,
};
const BY_A_DBA: ExistingIndex = {
  name: 'by_dba',
  unique: true,
  columns: ['NAME'],
  filter: null,
  isDisabled: false,
  constraint: null,
};
const FOREIGN_KEY: ExistingForeignKey = {
  name: 'FK_1',
  column: 'BU_ID',
  references: 'S_BU',
  isDisabled: false,
  cascades: false,
};
const NOTHING: ExistingSchema = { exists: false, isHidden: false, tables: new Map(), triggers: new Map() };

/** The tables as they are made; `changes` replaces columns of S_X, null takes one away. */
function existing(changes: Readonly<Record<string, Partial<ExistingColumn> | null>> = {}): ExistingSchema {
  const [table = parent] = wanted();
  const made = (each: typeof table): ExistingTable => ({
    name: each.name,
    columns: new Map(
      [...each.columns.values()].map((column): [string, ExistingColumn] => {
        const isIndexed = column.name === 'NAME';
        const [type = '', collation] = dataType(column.type, isIndexed).split(' COLLATE ');
        const fillsItself = column.default !== undefined;
        return [
          column.name,
          { name: column.name, type, required: column.required, fillsItself, collation: collation ?? null },
        ];
      }),
    ),
    indexes: [PRIMARY, ...(each === table ? [BY_A_DBA] : [])],
    foreignKeys: each === table ? [FOREIGN_KEY] : [],
  });
  const x = made(table);
  const columns = new Map(x.columns);
  for (const [name, change] of Object.entries(changes)) {
    const known = columns.get(name) ?? { name, type: 'int', required: false, fillsItself: false, collation: null };
    if (change === null) columns.delete(name);
    else columns.set(name, { ...known, ...change });
  }
  return {
    exists: true,
    isHidden: false,
    triggers: new Map(),
    tables: new Map([
      ['S_X', { ...x, columns }],
      ['S_BU', made(parent)],
    ]),
  };
}

/** The same with other indexes or foreign keys of S_X. */
function withKeys(changes: Partial<Pick<ExistingTable, 'indexes' | 'foreignKeys'>>): ExistingSchema {
  const there = existing();
  const table = there.tables.get('S_X') ?? expect.fail('no table S_X');
  return { ...there, tables: new Map(there.tables).set('S_X', { ...table, ...changes }) };
}

describe('the migration plan for SQL Server', () => {
  it('makes what is missing, schema first and foreign keys last', () => {
    const { statements } = planMigration(NOTHING, wanted(), 'crm');
    expect(statements.map((statement) => statement.split(' (')[0])).to.deep.equal([
      'CREATE SCHEMA [crm]',
      'CREATE TABLE [crm].[S_X]',
      'CREATE TABLE [crm].[S_BU]',
      'CREATE UNIQUE INDEX [S_X_U1] ON [crm].[S_X]',
      'ALTER TABLE [crm].[S_X] ADD CONSTRAINT [FK_S_X_BU_ID] FOREIGN KEY',
    ]);
  });

  it('has nothing to do where everything is there, under whatever names', () => {
    const plan = planMigration(existing(), wanted(), 'dbo');
    expect(plan).to.deep.equal({ statements: [], refusals: [], remarks: [] });
  });

  const ADDED: readonly (readonly [what: string, column: ColumnDraft, sql: string])[] = [
    ['a column', { name: 'CITY', type: { kind: 'nvarchar', length: 9 } }, '[CITY] nvarchar(9) NULL'],
    [
      'a column with a default, also for the rows that are there',
      { name: 'FLG', type: { kind: 'flag' }, default: 'N' },
      "[FLG] char(1) NULL CONSTRAINT [DF_S_X_FLG] DEFAULT 'N' WITH VALUES CONSTRAINT [CK_S_X_FLG] CHECK ([FLG] IN ('Y', 'N'))",
    ],
    [
      'a required column with a default',
      { name: 'N', type: { kind: 'number' }, required: true, default: '0' },
      '[N] decimal(22,7) NOT NULL CONSTRAINT [DF_S_X_N] DEFAULT 0',
    ],
  ];
  for (const [what, column, sql] of ADDED) {
    it(`adds ${what}`, () => {
      expect(planMigration(existing(), wanted(column), 'dbo').statements).to.deep.equal([
        `ALTER TABLE [dbo].[S_X] ADD ${sql}`,
      ]);
    });
  }

  it('makes a text longer', () => {
    expect(planMigration(existing({ NAME: { type: 'nvarchar(20)' } }), wanted(), 'dbo').statements).to.deep.equal([
      'ALTER TABLE [dbo].[S_X] ALTER COLUMN [NAME] nvarchar(50) COLLATE Latin1_General_BIN2 NOT NULL',
    ]);
  });

  it('leaves alone what is longer, and what it does not know, and remarks on that', () => {
    const more = existing({ NAME: { type: 'nvarchar(max)' }, OWN: {}, NEEDED: { required: true, fillsItself: true } });
    const tables = new Map(more.tables).set('THEIRS', {
      name: 'THEIRS',
      columns: new Map(),
      indexes: [],
      foreignKeys: [],
    });
    expect(planMigration({ ...more, tables }, wanted(), 'dbo')).to.deep.equal({
      statements: [],
      refusals: [],
      remarks: [
        'column S_X.OWN is not in the model',
        'column S_X.NEEDED is not in the model',
        'table THEIRS is not in the model',
      ],
    });
  });

  const REFUSED: readonly (readonly [what: string, there: ExistingSchema, columns: ColumnDraft[], reason: string])[] = [
    ['another type', existing({ NAME: { type: 'int' } }), [], 'column S_X.NAME is int, not nvarchar(50)'],
    [
      'a column that may be null',
      existing({ NAME: { required: false } }),
      [],
      'column S_X.NAME is nullable in the database only',
    ],
    [
      'a column that may not be null',
      existing({ BU_ID: { required: true } }),
      [],
      'column S_X.BU_ID is NOT NULL in the database only',
    ],
    [
      'another way to compare',
      existing({ NAME: { collation: 'Latin1_General_CI_AS' } }),
      [],
      'column S_X.NAME compares by Latin1_General_CI_AS, not Latin1_General_BIN2',
    ],
    [
      'another way to compare, though it is a binary one',
      existing({ NAME: { collation: 'Latin1_General_100_BIN2' } }),
      [],
      'column S_X.NAME compares by Latin1_General_100_BIN2, not Latin1_General_BIN2',
    ],
    [
      'a new required column without a default',
      existing(),
      [{ name: 'R', type: { kind: 'id' }, required: true }],
      'column S_X.R is new, required and has no default for the rows that are there',
    ],
    [
      'a column of theirs that needs a value',
      existing({ THEIRS: { required: true } }),
      [],
      'column THEIRS.THEIRS is not in the model and needs a value, so that no row could be inserted',
    ],
  ];
  for (const [what, there, columns, reason] of REFUSED) {
    it(`refuses ${what}, with the SQL for who knows the data`, () => {
      const { refusals, statements } = planMigration(there, wanted(...columns), 'dbo');
      expect(statements).to.deep.equal([]);
      expect(refusals.map((refusal) => refusal.reason.replace('S_X.THEIRS', 'THEIRS.THEIRS'))).to.deep.equal([reason]);
      expect(refusals[0]?.sql).to.match(/^ALTER TABLE \[dbo\]\.\[S_X\] .*;$/);
    });
  }

  const MADE_INDEX = 'CREATE UNIQUE INDEX [S_X_U1] ON [dbo].[S_X] ([NAME])';
  const INDEXES: readonly (readonly [what: string, found: ExistingIndex, sql: string])[] = [
    ['an index that is not unique', { ...BY_A_DBA, unique: false }, MADE_INDEX],
    ['an index that has other columns', { ...BY_A_DBA, columns: ['NAME', 'BU_ID'] }, MADE_INDEX],
    ['an index that has some rows only', { ...BY_A_DBA, filter: "([BU_ID]='1')" }, MADE_INDEX],
    ['an index whose filter the login cannot see', { ...BY_A_DBA, filter: '' }, MADE_INDEX],
    ['a disabled index', { ...BY_A_DBA, isDisabled: true }, 'ALTER INDEX [by_dba] ON [dbo].[S_X] REBUILD'],
  ];
  for (const [what, found, sql] of INDEXES) {
    it(`does not take ${what} for the one that is needed`, () => {
      expect(planMigration(withKeys({ indexes: [PRIMARY, found] }), wanted(), 'dbo')).to.deep.equal({
        statements: [sql],
        refusals: [],
        remarks: [],
      });
    });
  }

  it('refuses another index of the name that is needed, with the SQL to drop it', () => {
    const taken = withKeys({ indexes: [PRIMARY, { ...BY_A_DBA, name: 's_x_u1', unique: false }] });
    const { refusals } = planMigration(taken, wanted(), 'dbo');
    expect(refusals).to.deep.equal([
      {
        reason: 'index s_x_u1 of table S_X has other columns or other rows in it than the model says',
        sql: 'DROP INDEX [s_x_u1] ON [dbo].[S_X];',
      },
    ]);
  });

  it('refuses it with the SQL to drop the constraint that it belongs to', () => {
    const taken: ExistingIndex = { ...BY_A_DBA, name: 'S_X_U1', columns: ['BU_ID'], constraint: 'unique' };
    const { refusals } = planMigration(withKeys({ indexes: [PRIMARY, taken] }), wanted(), 'dbo');
    expect(refusals.map(({ sql }) => sql)).to.deep.equal(['ALTER TABLE [dbo].[S_X] DROP CONSTRAINT [S_X_U1];']);
  });

  it('leaves a primary key of another column alone, and makes that of ROW_ID a unique index', () => {
    const theirs: ExistingIndex = { ...PRIMARY, name: 'PK', columns: ['NUMBER'], constraint: 'primary key' };
    expect(planMigration(withKeys({ indexes: [theirs, BY_A_DBA] }), wanted(), 'dbo').statements).to.deep.equal([
      'CREATE UNIQUE INDEX [S_X_P1] ON [dbo].[S_X] ([ROW_ID])',
    ]);
  });

  it('makes the primary key of a table that has none', () => {
    expect(planMigration(withKeys({ indexes: [BY_A_DBA] }), wanted(), 'dbo').statements).to.deep.equal([
      'ALTER TABLE [dbo].[S_X] ADD CONSTRAINT [S_X_P1] PRIMARY KEY ([ROW_ID])',
    ]);
  });

  const FILTERS: readonly (readonly [what: string, filter: string | null | undefined, isTaken: boolean])[] = [
    ['without rows that have no value in its columns', '([BU_ID] IS NOT NULL AND [BRAND] IS NOT NULL)', true],
    ['with these conditions in another order', '([BRAND] IS NOT NULL AND [BU_ID] IS NOT NULL)', true],
    ['with a filter that the login cannot see', '', true],
    ['on a server that does not tell filters', undefined, true],
    ['with all rows', null, false],
    ['with one of the conditions only', '([BRAND] IS NOT NULL)', false],
    ['with another condition', "([BU_ID] IS NOT NULL AND [BRAND]='x')", false],
  ];
  for (const [what, filter, isTaken] of FILTERS) {
    it(`${isTaken ? 'takes' : 'does not take'} a unique index ${what} for one of columns that may be empty`, () => {
      const brand: ColumnDraft = { name: 'BRAND', type: { kind: 'id' } };
      const table = makeTable('S_X', [BU, brand], [{ name: 'S_X_U1', unique: true, columns: ['BU_ID', 'BRAND'] }]);
      const { filter: _, ...untold } = { ...BY_A_DBA, columns: ['BU_ID', 'BRAND'] };
      const index: ExistingIndex = filter === undefined ? untold : { ...untold, filter };
      const there: ExistingTable = { name: 'S_X', columns: new Map(), indexes: [PRIMARY, index], foreignKeys: [] };
      expect(planIndexes(table, there, 'dbo').statements).to.have.length(isTaken ? 0 : 1);
    });
  }

  it('lets foreign keys that are disabled be checked again', () => {
    const disabled = withKeys({ foreignKeys: [{ ...FOREIGN_KEY, isDisabled: true }] });
    expect(planMigration(disabled, wanted(), 'dbo').statements).to.deep.equal([
      'ALTER TABLE [dbo].[S_X] WITH CHECK CHECK CONSTRAINT [FK_1]',
    ]);
  });

  const MADE_KEY =
    'ALTER TABLE [dbo].[S_X] ADD CONSTRAINT [FK_S_X_BU_ID] FOREIGN KEY ([BU_ID]) REFERENCES [dbo].[S_BU] ([ROW_ID])';
  const POINTING_ELSEWHERE: readonly (readonly [
    what: string,
    key: Partial<ExistingForeignKey>,
    isInTheWay: boolean,
  ])[] = [
    ['to another table', { references: 'S_Y' }, true],
    ['to another column', { references: 'S_BU.NAME' }, true],
    ['to a table of that name in another schema', { references: 'test.S_BU.ROW_ID' }, true],
    [
      'to another table under the name that is needed',
      { name: 'fk_s_x_bu_id', references: 'S_Y', isDisabled: true },
      true,
    ],
    ['of another column under the name that is needed', { name: 'FK_S_X_BU_ID', column: 'NAME' }, true],
    ['to another table, which is not in force', { references: 'S_Y', isDisabled: true }, false],
    ['of another column', { column: 'NAME', references: 'S_Y' }, false],
  ];
  for (const [what, key, isInTheWay] of POINTING_ELSEWHERE) {
    const found = { ...FOREIGN_KEY, ...key };
    it(`${isInTheWay ? 'refuses to go on with' : 'makes the one that is needed beside'} a foreign key ${what}`, () => {
      const { statements, refusals } = planMigration(withKeys({ foreignKeys: [found] }), wanted(), 'dbo');
      expect(statements).to.deep.equal(isInTheWay ? [] : [MADE_KEY]);
      expect(refusals).to.deep.equal(
        isInTheWay
          ? [
              {
                reason: `foreign key ${found.name} has column S_X.${found.column} point at ${found.references}; the model has BU_ID point at S_BU`,
                sql: `ALTER TABLE [dbo].[S_X] DROP CONSTRAINT [${found.name}];`,
              },
            ]
          : [],
      );
    });
  }

  it('takes a foreign key that deletes what points at a deleted row, and remarks on that', () => {
    const cascading = withKeys({ foreignKeys: [{ ...FOREIGN_KEY, cascades: true }] });
    const { statements, refusals, remarks } = planMigration(cascading, wanted(), 'dbo');
    expect([statements, refusals]).to.deep.equal([[], []]);
    expect(remarks).to.have.length(1);
    expect(remarks[0]).to.match(/^foreign key FK_1 of table S_X has an ON DELETE/);
  });

  it('is content with one that is in force beside one that is not', () => {
    const both = withKeys({ foreignKeys: [{ ...FOREIGN_KEY, name: 'FK_0', isDisabled: true }, FOREIGN_KEY] });
    expect(planMigration(both, wanted(), 'dbo')).to.deep.equal({ statements: [], refusals: [], remarks: [] });
  });

  it('takes foreign keys that the login cannot see to be there, and says so; not those of a table that is missing', () => {
    const hidden = { ...withKeys({ foreignKeys: [] }), isHidden: true };
    const { statements, remarks } = planMigration(hidden, wanted(), 'crm');
    expect(statements).to.deep.equal([]);
    expect(remarks).to.have.length(1);
    expect(remarks[0]).to.contain('GRANT VIEW DEFINITION ON SCHEMA::[crm]');
    expect(planMigration({ ...NOTHING, exists: true, isHidden: true }, wanted(), 'crm').remarks).to.deep.equal([]);
  });

  const triggered = (triggers: Readonly<Record<string, string>>, isDisabled = false): ExistingSchema => ({
    ...existing(),
    triggers: new Map(Object.entries(triggers).map(([name, definition]) => [name, { definition, isDisabled }])),
  });
  const [rule] = ON_UPDATE.rules;
  const changed = { ...ON_UPDATE, rules: rule === undefined ? [] : [rule] };
  const MADE = {
    CUT_POLICY_S_SRV_REQ_I: createTrigger(ON_INSERT, 'crm'),
    CUT_POLICY_S_SRV_REQ_U: createTrigger(ON_UPDATE, 'crm'),
    THEIRS: 'CREATE TRIGGER THEIRS ON S_X AFTER DELETE AS PRINT 1',
  };
  it('takes triggers that the login cannot see for those that are wanted, and says so', () => {
    const hidden: ExistingSchema = { ...existing(), isHidden: true };
    const plan = planMigration(hidden, wanted(), 'crm', { triggers: [ON_INSERT], exact: true });
    expect(plan).to.deep.include({ statements: [], refusals: [] });
    expect(plan.remarks).to.have.length(1);
    expect(plan.remarks[0]).to.contain('GRANT VIEW DEFINITION ON SCHEMA::[crm]');
    expect(planMigration(hidden, wanted(), 'crm', { triggers: [], exact: true }).remarks).to.deep.equal([]);
  });

  it('puts triggers in force again that are disabled, and leaves those of others so', () => {
    const both = { triggers: [ON_INSERT, ON_UPDATE], exact: false };
    expect(planMigration(triggered(MADE, true), wanted(), 'crm', both).statements).to.deep.equal([
      'ENABLE TRIGGER [crm].[CUT_POLICY_S_SRV_REQ_I] ON [crm].[S_SRV_REQ]',
      'ENABLE TRIGGER [crm].[CUT_POLICY_S_SRV_REQ_U] ON [crm].[S_SRV_REQ]',
    ]);
  });

  const triggerCases: readonly {
    title: string;
    found: Readonly<Record<string, string>>;
    wanted: WantedTriggers | undefined;
    statements: readonly string[];
  }[] = [
    {
      title: 'makes triggers that are missing',
      found: {},
      wanted: { triggers: [ON_INSERT, ON_UPDATE], exact: true },
      statements: ['CREATE TRIGGER [crm].[CUT_POLICY_S_SRV_REQ_I]', 'CREATE TRIGGER [crm].[CUT_POLICY_S_SRV_REQ_U]'],
    },
    {
      title: 'finds triggers as they are to be',
      found: MADE,
      wanted: { triggers: [ON_INSERT, ON_UPDATE], exact: true },
      statements: [],
    },
    {
      title: 'drops triggers that are not wanted and changes those that are not so',
      found: MADE,
      wanted: { triggers: [changed], exact: true },
      statements: ['DROP TRIGGER [crm].[CUT_POLICY_S_SRV_REQ_I]', 'ALTER TRIGGER [crm].[CUT_POLICY_S_SRV_REQ_U]'],
    },
    {
      title: 'leaves triggers alone when it is not to be exact',
      found: MADE,
      wanted: { triggers: [changed], exact: false },
      statements: [],
    },
    { title: 'leaves triggers alone that are not spoken of', found: MADE, wanted: undefined, statements: [] },
  ];
  for (const { title, found, wanted: triggers, statements } of triggerCases) {
    it(title, () => {
      const plan = planMigration(triggered(found), wanted(), 'crm', triggers);
      expect(plan.statements.map((text) => text.split(' ON ')[0])).to.deep.equal(statements);
    });
  }
});
