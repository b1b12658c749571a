import { expect } from 'chai';
import type { Table } from '../../../src/model/model.ts';
import type { ExistingSchema, ExistingTable } from '../../../src/store/sqlserver/existing-schema.ts';
import { planMigration } from '../../../src/store/sqlserver/migration-plan.ts';
import { toSchema } from '../../../src/store/sqlserver/schema.ts';
import { type ColumnDraft, makeTable } from '../tables.ts';
import { type Asking, askCatalogue } from './catalogue.ts';
import { BY_A_DBA } from './catalogue-rows.ts';

const read = (schema: string, asking?: Asking): ExistingSchema =>
  toSchema(askCatalogue(BY_A_DBA, schema, asking), schema);

const tableOf = (schema: ExistingSchema, name: string): ExistingTable =>
  schema.tables.get(name) ?? expect.fail(`no table ${name}`);

const accounts = tableOf(read('crm'), 'S_ORG_EXT');

/** What the mappings want; of the system columns only those that the recorded tables have. */
const UNIT = withFew(
  ['ROW_ID'],
  makeTable('S_BU', [text('NAME', 100, true)], [{ name: 'S_BU_U1', unique: true, columns: ['NAME'] }]),
);
const ACCOUNT = withFew(
  ['ROW_ID', 'CREATED'],
  makeTable(
    'S_ORG_EXT',
    [
      text('NAME', 100, true),
      text('LOC', 50, false),
      { name: 'BU_ID', type: { kind: 'id' }, required: true, default: '0-R9NH', references: 'S_BU' },
      { name: 'PAR_OU_ID', type: { kind: 'id' }, references: 'S_ORG_EXT' },
      { name: 'NOTE', type: { kind: 'note' } },
      { name: 'AMOUNT', type: { kind: 'number' } },
      { name: 'FLG', type: { kind: 'flag' } },
    ],
    [
      { name: 'S_ORG_EXT_U1', unique: true, columns: ['NAME', 'LOC', 'BU_ID'] },
      { name: 'S_ORG_EXT_F1', unique: false, columns: ['PAR_OU_ID'] },
    ],
  ),
);

describe('a schema as the catalogue of SQL Server has it', () => {
  it('has the tables of that schema only, however their names are written', () => {
    expect([...read('crm').tables.keys()]).to.deep.equal(['S_BU', 'S_ORG_EXT']);
    expect([...read('test').tables.keys()]).to.deep.equal(['S_BU']);
    expect([...tableOf(read('test'), 'S_BU').columns.values()].map(({ type }) => type)).to.deep.equal([
      'varchar(15)',
      'nvarchar(10)',
    ]);
    expect(read('none')).to.deep.include({ exists: false, tables: new Map() });
  });

  const COLUMNS: readonly (readonly [what: string, name: string, type: string, required: boolean, fills: boolean])[] = [
    ['a key', 'ROW_ID', 'varchar(15)', true, false],
    ['a text, by its characters', 'LOC', 'nvarchar(50)', false, false],
    ['a text of any length', 'NOTE', 'nvarchar(max)', false, false],
    ['a number', 'AMOUNT', 'decimal(22,7)', false, false],
    ['a time', 'CREATED', 'datetime2(3)', true, false],
    ['a flag', 'FLG', 'char(1)', false, false],
    ['a column with a default', 'BU_ID', 'varchar(15)', true, true],
    ['a rowversion', 'RV', 'timestamp', true, true],
    ['an identity', 'SEQ', 'bigint', true, true],
    ['a computed column', 'NAME_LENGTH', 'int', true, true],
    ['the start of a period', 'VALID_FROM', 'datetime2(7)', true, true],
    ['the end of a period', 'VALID_TO', 'datetime2(7)', true, true],
    ['a column that needs a value', 'SOURCE', 'sysname', true, false],
  ];
  for (const [what, name, type, required, fillsItself] of COLUMNS) {
    it(`has ${what}${fillsItself ? ', which fills itself' : ''}`, () => {
      expect(accounts.columns.get(name)).to.deep.include({ name, type, required, fillsItself });
    });
  }

  it('tells how texts compare', () => {
    expect(['NAME', 'NOTE', 'AMOUNT'].map((name) => accounts.columns.get(name)?.collation)).to.deep.equal([
      'Latin1_General_BIN2',
      'SQL_Latin1_General_CP1_CI_AS',
      null,
    ]);
  });

  it('has the indexes that find rows, with their keys in order: not what is included, partitions the table, or is only thought of', () => {
    const plain = { unique: false, filter: null, isDisabled: false, constraint: null };
    expect(accounts.indexes).to.have.deep.members([
      { ...plain, name: 'pk_accounts', unique: true, columns: ['ROW_ID'], constraint: 'primary key' },
      { ...plain, name: 'account_key', unique: true, columns: ['NAME', 'LOC', 'BU_ID'], filter: '([loc] IS NOT NULL)' },
      { ...plain, name: 'account_parent', columns: ['PAR_OU_ID'] },
      { ...plain, name: 'account_lenient', columns: ['NAME'] },
      { ...plain, name: 'account_old', columns: ['CREATED'], isDisabled: true },
    ]);
    const { indexes } = tableOf(read('crm'), 'S_BU');
    expect(indexes.map(({ constraint, columns }) => [constraint, ...columns])).to.deep.equal([
      ['primary key', 'ROW_ID'],
      ['unique', 'NAME'],
    ]);
  });

  it('does not know the rows of indexes on a server that does not tell them', () => {
    const { indexes } = tableOf(read('crm', { isBabelfish: true }), 'S_ORG_EXT');
    for (const index of indexes) expect(index).not.to.have.property('filter');
  });

  it('has a filter that the login may not see', () => {
    const indexes = BY_A_DBA.indexes.map((row) => row.with(-1, null));
    const hidden = toSchema(askCatalogue({ ...BY_A_DBA, indexes }, 'crm'), 'crm');
    const filters = tableOf(hidden, 'S_ORG_EXT').indexes.map(({ name, filter }) => [name, filter]);
    expect(filters).to.deep.include.members([
      ['account_key', ''],
      ['account_parent', null],
    ]);
  });

  it('has the foreign keys of one column, with what they point at', () => {
    const plain = { isDisabled: false, cascades: false };
    expect(accounts.foreignKeys).to.have.deep.members([
      { ...plain, name: 'fk_to_bu', column: 'BU_ID', references: 'S_BU', cascades: true },
      { ...plain, name: 'fk_to_parent', column: 'PAR_OU_ID', references: 'S_ORG_EXT', isDisabled: true },
      { ...plain, name: 'fk_to_other_schema', column: 'BU_ID', references: 'test.S_BU.ROW_ID' },
      { ...plain, name: 'fk_to_other_column', column: 'NAME', references: 'S_BU.NAME' },
    ]);
  });

  it('has the triggers of its tables, also those that are disabled', () => {
    expect(read('crm').triggers).to.deep.equal(
      new Map([
        ['ACCOUNT_AUDIT', { definition: 'CREATE TRIGGER account_audit ON ...', isDisabled: false }],
        [
          'CUT_POLICY_S_ORG_EXT_I',
          { definition: 'CREATE TRIGGER [crm].[CUT_POLICY_S_ORG_EXT_I] ON ...', isDisabled: true },
        ],
      ]),
    );
  });

  const LOGINS: readonly (readonly [permissions: readonly string[], isHidden: boolean])[] = [
    [['VIEW DEFINITION'], false],
    [['ALTER'], false],
    [['SELECT'], true],
  ];
  for (const [permissions, isHidden] of LOGINS) {
    it(`${isHidden ? 'hides' : 'shows'} triggers and foreign keys for a login with ${permissions}`, () => {
      const schema = read('crm', { permissions });
      expect(schema.isHidden).to.equal(isHidden);
      expect(schema.triggers.size === 0).to.equal(isHidden);
    });
  }

  it('is accepted with all that a DBA has added; what is off is put on again, and what is in the way is told', () => {
    const event = 'insert' as const;
    const plan = planMigration(read('crm'), [UNIT, ACCOUNT], 'crm', {
      triggers: [{ name: 'CUT_POLICY_S_ORG_EXT_I', table: ACCOUNT, event, rules: [] }],
      exact: false,
    });
    expect(plan).to.deep.equal({
      statements: [
        'ALTER TABLE [crm].[S_ORG_EXT] WITH CHECK CHECK CONSTRAINT [fk_to_parent]',
        'ENABLE TRIGGER [crm].[CUT_POLICY_S_ORG_EXT_I] ON [crm].[S_ORG_EXT]',
      ],
      refusals: [
        {
          reason: 'column S_ORG_EXT.SOURCE is not in the model and needs a value, so that no row could be inserted',
          sql: "ALTER TABLE [crm].[S_ORG_EXT] ADD DEFAULT '<value>' FOR [SOURCE];",
        },
      ],
      remarks: [
        ...['RV', 'SEQ', 'NAME_LENGTH', 'VALID_FROM', 'VALID_TO', 'LOADED'].map(
          (name) => `column S_ORG_EXT.${name} is not in the model`,
        ),
        'foreign key fk_to_bu of table S_ORG_EXT has an ON DELETE: what points at a deleted row goes or changes with it, and deleting is not refused',
      ],
    });
  });
});

function text(name: string, length: number, required: boolean): ColumnDraft {
  return { name, type: { kind: 'nvarchar', length }, required };
}

/** The table with these of its system columns only. */
function withFew(names: readonly string[], table: Table): Table {
  const columns = [...table.columns].filter(([name, { system }]) => !system || names.includes(name));
  return { ...table, columns: new Map(columns) };
}
