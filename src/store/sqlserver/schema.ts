import type { Value } from '../store.ts';
import type { ResultRows, Session } from './session.ts';

/** What a schema of a database has; all names in capitals, since in most databases case does not count. */
export interface ExistingSchema {
  readonly exists: boolean;
  readonly tables: ReadonlyMap<string, ExistingTable>;
  /** By name: the statement that made it. Undefined when the login may not see them. */
  readonly triggers: ReadonlyMap<string, string> | undefined;
}

export interface ExistingTable {
  readonly name: string;
  readonly columns: ReadonlyMap<string, ExistingColumn>;
  readonly indexes: readonly ExistingIndex[];
  /** By column. */
  readonly foreignKeys: ReadonlyMap<string, ExistingForeignKey>;
}

interface ExistingForeignKey {
  readonly name: string;
  /** The table whose ROW_ID the column holds. */
  readonly references: string;
}

export interface ExistingColumn {
  readonly name: string;
  /** `nvarchar(50)`, `decimal(22,7)`, `datetime2(3)`, as the DDL writes it; `nvarchar(max)`. */
  readonly type: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
  /** Null for what is no text. */
  readonly collation: string | null;
}

interface ExistingIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
}

/** Reads the catalogue: the tables of `schema` by name. */
export async function readSchema(session: Session, schema: string): Promise<ExistingSchema> {
  const results = await session.runAlone(SCHEMA, [schema]);
  const [schemas = [], tables = [], columns = [], indexes = [], foreignKeys = [], triggers = []] = results;
  const isHidden = Number(schemas[0]?.[1]) === 0;
  const of = (rows: ResultRows): Map<string, ResultRows[number][]> =>
    Map.groupBy([...rows], ([table]) => capitals(table));
  const [columnsOf, indexesOf, foreignKeysOf] = [of(columns), of(indexes), of(foreignKeys)];
  return {
    exists: schemas.length > 0,
    tables: new Map(
      tables.map(([table]) => {
        const name = capitals(table);
        const keys = foreignKeysOf.get(name) ?? [];
        return [
          name,
          {
            name,
            columns: new Map((columnsOf.get(name) ?? []).map((row) => [capitals(row[1]), toColumn(row)])),
            indexes: toIndexes(indexesOf.get(name) ?? []),
            foreignKeys: new Map(keys.map((row) => [capitals(row[1]), toForeignKey(row)])),
          },
        ];
      }),
    ),
    triggers: isHidden ? undefined : new Map(triggers.map(([trigger, text]) => [capitals(trigger), String(text)])),
  };
}

/** Of a name; our own are written in capitals. */
export function capitals(name: Value | undefined): string {
  return (name ?? '').toUpperCase();
}

/** Six results: the schema, and whether the login sees more of it than tables (who may ALTER it does, too); its tables, columns, indexes column by column, foreign keys of one column, and triggers. */
export const SCHEMA = `SELECT [name], CASE WHEN 1 IN (HAS_PERMS_BY_NAME(QUOTENAME([name]), N'SCHEMA', N'VIEW DEFINITION'), HAS_PERMS_BY_NAME(QUOTENAME([name]), N'SCHEMA', N'ALTER')) THEN 1 ELSE 0 END
FROM [sys].[schemas] WHERE [name] = @p1;
SELECT [t].[name] FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] WHERE [s].[name] = @p1 ORDER BY [t].[name];
SELECT [t].[name], [c].[name], [y].[name], CAST([c].[max_length] AS int), CAST([c].[precision] AS int), CAST([c].[scale] AS int), CAST([c].[is_nullable] AS int), CASE WHEN [c].[default_object_id] = 0 THEN 0 ELSE 1 END, [c].[collation_name]
FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] JOIN [sys].[columns] AS [c] ON [c].[object_id] = [t].[object_id]
JOIN [sys].[types] AS [y] ON [y].[user_type_id] = [c].[user_type_id] WHERE [s].[name] = @p1 ORDER BY [t].[name], [c].[column_id];
SELECT [t].[name], [i].[name], CAST([i].[is_unique] AS int), [c].[name]
FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] JOIN [sys].[indexes] AS [i] ON [i].[object_id] = [t].[object_id]
JOIN [sys].[index_columns] AS [k] ON [k].[object_id] = [i].[object_id] AND [k].[index_id] = [i].[index_id] JOIN [sys].[columns] AS [c] ON [c].[object_id] = [k].[object_id] AND [c].[column_id] = [k].[column_id]
WHERE [s].[name] = @p1 AND [k].[is_included_column] = 0 ORDER BY [t].[name], [i].[name], [k].[key_ordinal];
SELECT [t].[name], [c].[name], [r].[name], [n].[name]
FROM [sys].[foreign_key_columns] AS [f] JOIN [sys].[foreign_keys] AS [n] ON [n].[object_id] = [f].[constraint_object_id] JOIN [sys].[tables] AS [t] ON [t].[object_id] = [f].[parent_object_id] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id]
JOIN [sys].[columns] AS [c] ON [c].[object_id] = [f].[parent_object_id] AND [c].[column_id] = [f].[parent_column_id] JOIN [sys].[tables] AS [r] ON [r].[object_id] = [f].[referenced_object_id]
WHERE [s].[name] = @p1;
SELECT [g].[name], [m].[definition]
FROM [sys].[triggers] AS [g] JOIN [sys].[tables] AS [t] ON [t].[object_id] = [g].[parent_id] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id]
JOIN [sys].[sql_modules] AS [m] ON [m].[object_id] = [g].[object_id] WHERE [s].[name] = @p1 ORDER BY [g].[name];`;

function toColumn(row: ResultRows[number]): ExistingColumn {
  const [, name, type, length, precision, scale, nullable, hasDefault, collation] = row;
  return {
    name: capitals(name),
    type: typeText(String(type), Number(length), Number(precision), Number(scale)),
    required: Number(nullable) === 0,
    hasDefault: Number(hasDefault) === 1,
    collation: collation ?? null,
  };
}

/** The catalogue counts bytes, two for each character of an nvarchar; -1 is max. */
function typeText(type: string, length: number, precision: number, scale: number): string {
  switch (type) {
    case 'varchar':
    case 'char':
      return `${type}(${length === -1 ? 'max' : length})`;
    case 'nvarchar':
    case 'nchar':
      return `${type}(${length === -1 ? 'max' : length / 2})`;
    case 'decimal':
    case 'numeric':
      return `decimal(${precision},${scale})`;
    case 'datetime2':
      return `${type}(${scale})`;
    default:
      return type;
  }
}

function toForeignKey([, , references, name]: ResultRows[number]): ExistingForeignKey {
  return { name: String(name), references: capitals(references) };
}

function toIndexes(rows: ResultRows): ExistingIndex[] {
  return [...Map.groupBy([...rows], ([, name]) => String(name))].map(([name, columns]) => ({
    name,
    unique: Number(columns[0]?.[2]) === 1,
    columns: columns.map((row) => capitals(row[3])),
  }));
}
