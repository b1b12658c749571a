import { DatabaseSync } from 'node:sqlite';
import { SCHEMA } from '../../../src/store/sqlserver/schema.ts';
import type { ResultRows } from '../../../src/store/sqlserver/session.ts';

/** The catalogue views that the service reads, with those of their columns that tell something. */
const VIEWS = {
  schemas: ['schema_id', 'name'],
  tables: ['object_id', 'schema_id', 'name'],
  types: ['user_type_id', 'name'],
  columns: [
    ...['object_id', 'column_id', 'name', 'user_type_id', 'max_length', 'precision', 'scale', 'collation_name'],
    ...['is_nullable', 'default_object_id', 'is_identity', 'is_computed', 'generated_always_type'],
  ],
  indexes: [
    ...['object_id', 'index_id', 'name', 'type', 'is_unique', 'is_primary_key', 'is_unique_constraint'],
    ...['ignore_dup_key', 'is_disabled', 'is_hypothetical', 'has_filter', 'filter_definition'],
  ],
  index_columns: ['object_id', 'index_id', 'index_column_id', 'column_id', 'key_ordinal', 'is_included_column'],
  foreign_keys: ['object_id', 'name', 'is_disabled', 'delete_referential_action'],
  foreign_key_columns: [
    ...['constraint_object_id', 'constraint_column_id', 'parent_object_id', 'parent_column_id'],
    ...['referenced_object_id', 'referenced_column_id'],
  ],
  triggers: ['object_id', 'parent_id', 'name', 'is_disabled'],
  sql_modules: ['object_id', 'definition'],
} as const;

type Cell = string | number | null;

/** By view, rows of the columns of `VIEWS`. */
export type Catalogue = Readonly<Record<keyof typeof VIEWS, readonly (readonly Cell[])[]>>;

/** Who asks, and whom. */
export interface Asking {
  /** The permissions on the schema that the login has beside those on rows. */
  readonly permissions?: readonly string[];
  readonly isBabelfish?: boolean;
}

/** The results of the very query that the service sends, over rows of the catalogue: SQLite reads this much of T-SQL. */
export function askCatalogue(catalogue: Catalogue, schema: string, asking: Asking = {}): ResultRows[] {
  const { permissions = ['VIEW DEFINITION'], isBabelfish = false } = asking;
  using database = new DatabaseSync(':memory:');
  database.exec("ATTACH ':memory:' AS sys");
  for (const [view, columns] of Object.entries(VIEWS))
    database.exec(`CREATE TABLE sys.${view} (${columns.join(', ')})`);
  for (const [view, rows] of Object.entries(catalogue)) {
    for (const row of rows) {
      database.prepare(`INSERT INTO sys.${view} VALUES (${row.map(() => '?').join(', ')})`).run(...row);
    }
  }
  database.function('QUOTENAME', (name) => `[${String(name)}]`);
  database.function('HAS_PERMS_BY_NAME', (name, kind, permission) =>
    name === `[${schema}]` && kind === 'SCHEMA' && permissions.includes(String(permission)) ? 1 : 0,
  );
  database.function('SERVERPROPERTY', { varargs: true }, () => (isBabelfish ? 1 : null));
  const selects = SCHEMA.split(';').filter((text) => text.trimStart().startsWith('SELECT'));
  return selects.map((select) => {
    const statement = database.prepare(select.replaceAll(/\bN'/g, "'"));
    statement.setReturnArrays(true);
    return statement.all({ p1: schema }) as unknown as ResultRows;
  });
}
