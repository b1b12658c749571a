import type { Catalogue } from './catalogue.ts';

const BIN2 = 'Latin1_General_BIN2';
const CI_AS = 'SQL_Latin1_General_CP1_CI_AS';

/**
 * Two schemas of one database, `crm` and `test`, as SQL Server's views of the catalogue have them after a DBA had to do with them. The table of accounts, which he has written in small letters,
 * is system-versioned and partitioned by CREATED; he has given it a rowversion, an identity, a computed column, one with a default and one that needs a value.
 */
export const BY_A_DBA: Catalogue = {
  schemas: [
    [5, 'crm'],
    [6, 'test'],
  ],
  tables: [
    [100, 5, 'S_BU'],
    [200, 5, 's_org_ext'],
    [300, 6, 'S_BU'],
  ],
  types: [
    [42, 'datetime2'],
    [56, 'int'],
    [106, 'decimal'],
    [127, 'bigint'],
    [167, 'varchar'],
    [175, 'char'],
    [189, 'timestamp'],
    [231, 'nvarchar'],
    [256, 'sysname'],
  ],
  columns: [
    [100, 1, 'ROW_ID', 167, 15, 0, 0, BIN2, 0, 0, 0, 0, 0],
    [100, 2, 'NAME', 231, 200, 0, 0, BIN2, 0, 0, 0, 0, 0],
    [200, 1, 'row_id', 167, 15, 0, 0, BIN2, 0, 0, 0, 0, 0],
    [200, 2, 'created', 42, 7, 23, 3, null, 0, 0, 0, 0, 0],
    [200, 3, 'name', 231, 200, 0, 0, BIN2, 0, 0, 0, 0, 0],
    [200, 4, 'loc', 231, 100, 0, 0, BIN2, 1, 0, 0, 0, 0],
    [200, 5, 'bu_id', 167, 15, 0, 0, BIN2, 0, 1517, 0, 0, 0],
    [200, 6, 'par_ou_id', 167, 15, 0, 0, BIN2, 1, 0, 0, 0, 0],
    [200, 7, 'note', 231, -1, 0, 0, CI_AS, 1, 0, 0, 0, 0],
    [200, 8, 'amount', 106, 13, 22, 7, null, 1, 0, 0, 0, 0],
    [200, 9, 'flg', 175, 1, 0, 0, CI_AS, 1, 0, 0, 0, 0],
    [200, 10, 'rv', 189, 8, 0, 0, null, 0, 0, 0, 0, 0],
    [200, 11, 'seq', 127, 8, 19, 0, null, 0, 0, 1, 0, 0],
    [200, 12, 'name_length', 56, 4, 10, 0, null, 0, 0, 0, 1, 0],
    [200, 13, 'valid_from', 42, 8, 27, 7, null, 0, 0, 0, 0, 1],
    [200, 14, 'valid_to', 42, 8, 27, 7, null, 0, 0, 0, 0, 2],
    [200, 15, 'loaded', 42, 8, 27, 7, null, 0, 1518, 0, 0, 0],
    [200, 16, 'source', 256, 256, 0, 0, CI_AS, 0, 0, 0, 0, 0],
    [300, 1, 'ROW_ID', 167, 15, 0, 0, BIN2, 0, 0, 0, 0, 0],
    [300, 2, 'NAME', 231, 20, 0, 0, BIN2, 1, 0, 0, 0, 0],
  ],
  indexes: [
    [100, 1, 'PK__S_BU__2A4B4B5E', 1, 1, 1, 0, 0, 0, 0, 0, null],
    [100, 2, 'UQ__S_BU__31EC6D26', 2, 1, 0, 1, 0, 0, 0, 0, null],
    // Of the table itself: it is kept in no order.
    [200, 0, null, 0, 0, 0, 0, 0, 0, 0, 0, null],
    [200, 2, 'pk_accounts', 2, 1, 1, 0, 0, 0, 0, 0, null],
    [200, 3, 'account_key', 2, 1, 0, 0, 0, 0, 0, 1, '([loc] IS NOT NULL)'],
    [200, 4, 'account_parent', 2, 0, 0, 0, 0, 0, 0, 0, null],
    [200, 5, '_dta_index_1', 2, 0, 0, 0, 0, 0, 1, 0, null],
    [200, 6, 'account_columns', 6, 0, 0, 0, 0, 0, 0, 0, null],
    [200, 7, 'account_lenient', 2, 1, 0, 0, 1, 0, 0, 0, null],
    [200, 8, 'account_old', 2, 0, 0, 0, 0, 1, 0, 0, null],
    [300, 1, 'S_BU_P1', 1, 1, 1, 0, 0, 0, 0, 0, null],
  ],
  index_columns: [
    [100, 1, 1, 1, 1, 0],
    [100, 2, 1, 2, 1, 0],
    [200, 2, 1, 1, 1, 0],
    // Not in the order of the table; PAR_OU_ID is included.
    [200, 3, 1, 6, 0, 1],
    [200, 3, 2, 5, 3, 0],
    [200, 3, 3, 4, 2, 0],
    [200, 3, 4, 3, 1, 0],
    // CREATED was added by SQL Server, as the table is partitioned by it: neither a key nor included.
    [200, 4, 1, 6, 1, 0],
    [200, 4, 2, 2, 0, 0],
    [200, 5, 1, 2, 1, 0],
    [200, 6, 1, 8, 0, 1],
    [200, 7, 1, 3, 1, 0],
    [200, 8, 1, 2, 1, 0],
    [300, 1, 1, 1, 1, 0],
  ],
  foreign_keys: [
    [501, 'fk_to_bu', 0, 1],
    [502, 'fk_to_parent', 1, 0],
    [503, 'fk_to_other_schema', 0, 0],
    [504, 'fk_to_other_column', 0, 0],
    [505, 'fk_of_two', 0, 0],
  ],
  foreign_key_columns: [
    [501, 1, 200, 5, 100, 1],
    [502, 1, 200, 6, 200, 1],
    [503, 1, 200, 5, 300, 1],
    [504, 1, 200, 3, 100, 2],
    [505, 1, 200, 5, 100, 1],
    [505, 2, 200, 3, 100, 2],
  ],
  triggers: [
    [601, 200, 'CUT_POLICY_S_ORG_EXT_I', 1],
    [602, 200, 'account_audit', 0],
    [603, 300, 'CUT_POLICY_S_BU_I', 0],
    // Of the database itself.
    [604, 0, 'no_drop', 0],
  ],
  sql_modules: [
    [601, 'CREATE TRIGGER [crm].[CUT_POLICY_S_ORG_EXT_I] ON ...'],
    [602, 'CREATE TRIGGER account_audit ON ...'],
    [603, 'CREATE TRIGGER [test].[CUT_POLICY_S_BU_I] ON ...'],
    [604, 'CREATE TRIGGER no_drop ON DATABASE ...'],
  ],
};
