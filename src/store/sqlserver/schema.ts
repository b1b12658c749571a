import {
  capitals,
  type ExistingColumn,
  type ExistingForeignKey,
  type ExistingIndex,
  type ExistingSchema,
  type ExistingTrigger,
} from './existing-schema.ts';
import type { ResultRows, Session } from './session.ts';

/**
 * Reads the catalogue: the tables of `schema` by name. Who changes a table keeps others from reading what the catalogue has of it: it waits for that, yet
 * not for ever.
 * @throws the server's error 1222 when another one changes the schema, and has not ended with it in time
 */
export async function readSchema(session: Session, schema: string): Promise<ExistingSchema> {
  return toSchema(await session.runLong(SCHEMA, [schema]), schema);
}

/** @param results those of {@link SCHEMA} */
export function toSchema(results: readonly ResultRows[], schema: string): ExistingSchema {
  const [schemas = [], tables = [], columns = [], indexes = [], foreignKeys = [], triggers = []] = results;
  const [, sees, tellsFilters] = schemas[0] ?? [];
  const isHidden = Number(sees) === 0;
  const of = (rows: ResultRows): Map<string, ResultRows[number][]> =>
    Map.groupBy([...rows], ([table]) => capitals(table));
  const [columnsOf, indexesOf, foreignKeysOf] = [of(columns), of(indexes), of(foreignKeys)];
  return {
    exists: schemas.length > 0,
    tables: new Map(
      tables.map(([table]) => {
        const name = capitals(table);
        return [
          name,
          {
            name,
            columns: new Map((columnsOf.get(name) ?? []).map((row) => [capitals(row[1]), toColumn(row)])),
            indexes: toIndexes(indexesOf.get(name) ?? [], Number(tellsFilters) === 1),
            foreignKeys: toForeignKeys(foreignKeysOf.get(name) ?? [], schema),
          },
        ];
      }),
    ),
    isHidden,
    triggers: new Map(isHidden ? [] : triggers.map((row) => [capitals(row[0]), toTrigger(row)])),
  };
}

/**
 * Six results: the schema, whether the login sees more of it than tables (who may ALTER it does, too), and whether the server tells filters of indexes, which
 * Babelfish does not; its tables, columns, indexes column by column, foreign keys column by column, and triggers.
 */
export const SCHEMA = `SET LOCK_TIMEOUT 10000;
SELECT [name], CASE WHEN 1 IN (HAS_PERMS_BY_NAME(QUOTENAME([name]), N'SCHEMA', N'VIEW DEFINITION'), HAS_PERMS_BY_NAME(QUOTENAME([name]), N'SCHEMA', N'ALTER')) THEN 1 ELSE 0 END, CASE WHEN CAST(SERVERPROPERTY('babelfish') AS int) = 1 THEN 0 ELSE 1 END
FROM [sys].[schemas] WHERE [name] = @p1;
SELECT [t].[name] FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] WHERE [s].[name] = @p1 ORDER BY [t].[name];
SELECT [t].[name], [c].[name], [y].[name], CAST([c].[max_length] AS int), CAST([c].[precision] AS int), CAST([c].[scale] AS int), CAST([c].[is_nullable] AS int), CASE WHEN [c].[default_object_id] = 0 AND [c].[is_identity] = 0 AND [c].[is_computed] = 0 AND [c].[generated_always_type] = 0 AND [y].[name] <> N'timestamp' THEN 0 ELSE 1 END, [c].[collation_name]
FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] JOIN [sys].[columns] AS [c] ON [c].[object_id] = [t].[object_id]
JOIN [sys].[types] AS [y] ON [y].[user_type_id] = [c].[user_type_id] WHERE [s].[name] = @p1 ORDER BY [t].[name], [c].[column_id];
SELECT [t].[name], [i].[name], [c].[name], CAST([i].[is_unique] AS int), CAST([i].[ignore_dup_key] AS int), CAST([i].[is_disabled] AS int), CAST([i].[has_filter] AS int), [i].[filter_definition], CAST([i].[is_hypothetical] AS int), CAST([i].[type] AS int), CASE WHEN [i].[is_primary_key] = 1 THEN 'primary key' WHEN [i].[is_unique_constraint] = 1 THEN 'unique' END
FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] JOIN [sys].[indexes] AS [i] ON [i].[object_id] = [t].[object_id]
JOIN [sys].[index_columns] AS [k] ON [k].[object_id] = [i].[object_id] AND [k].[index_id] = [i].[index_id] JOIN [sys].[columns] AS [c] ON [c].[object_id] = [k].[object_id] AND [c].[column_id] = [k].[column_id]
WHERE [s].[name] = @p1 AND [k].[key_ordinal] > 0 ORDER BY [t].[name], [i].[name], [k].[key_ordinal];
SELECT [t].[name], [c].[name], [v].[name], [r].[name], [d].[name], [n].[name], CAST([n].[is_disabled] AS int), CAST([f].[constraint_column_id] AS int), CASE WHEN [n].[delete_referential_action] = 0 THEN 0 ELSE 1 END
FROM [sys].[foreign_key_columns] AS [f] JOIN [sys].[foreign_keys] AS [n] ON [n].[object_id] = [f].[constraint_object_id] JOIN [sys].[tables] AS [t] ON [t].[object_id] = [f].[parent_object_id] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id]
JOIN [sys].[columns] AS [c] ON [c].[object_id] = [f].[parent_object_id] AND [c].[column_id] = [f].[parent_column_id] JOIN [sys].[tables] AS [r] ON [r].[object_id] = [f].[referenced_object_id] JOIN [sys].[schemas] AS [v] ON [v].[schema_id] = [r].[schema_id]
JOIN [sys].[columns] AS [d] ON [d].[object_id] = [f].[referenced_object_id] AND [d].[column_id] = [f].[referenced_column_id] WHERE [s].[name] = @p1 ORDER BY [t].[name], [n].[name];
SELECT [g].[name], [m].[definition], CAST([g].[is_disabled] AS int)
FROM [sys].[triggers] AS [g] JOIN [sys].[tables] AS [t] ON [t].[object_id] = [g].[parent_id] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id]
JOIN [sys].[sql_modules] AS [m] ON [m].[object_id] = [g].[object_id] WHERE [s].[name] = @p1 ORDER BY [g].[name];`;

function toColumn(row: ResultRows[number]): ExistingColumn {
  const [, name, type, length, precision, scale, nullable, fillsItself, collation] = row;
  return {
    name: capitals(name),
    type: typeText(String(type), Number(length), Number(precision), Number(scale)),
    required: Number(nullable) === 0,
    fillsItself: Number(fillsItself) === 1,
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

/** Those of one column. */
function toForeignKeys(rows: ResultRows, schema: string): ExistingForeignKey[] {
  const wide = new Set(rows.flatMap(([, , , , , name, , place]) => (Number(place) > 1 ? [name] : [])));
  return rows.flatMap(([, column, owner, table, referenced, name, disabled, , cascades]) => {
    if (wide.has(name)) return [];
    const isElsewhere = capitals(owner) !== capitals(schema);
    const path = [
      ...(isElsewhere ? [String(owner)] : []),
      capitals(table),
      ...(isElsewhere || capitals(referenced) !== 'ROW_ID' ? [capitals(referenced)] : []),
    ];
    return [
      {
        name: String(name),
        column: capitals(column),
        references: path.join('.'),
        isDisabled: Number(disabled) === 1,
        cascades: Number(cascades) === 1,
      },
    ];
  });
}

function toTrigger([, definition, disabled]: ResultRows[number]): ExistingTrigger {
  return { definition: String(definition), isDisabled: Number(disabled) === 1 };
}

/** B-trees, clustered or not; others (XML, spatial, columnstore) are for other things than finding rows by keys. */
const TREES: ReadonlySet<number> = new Set([1, 2]);

/** Without those that are only thought of (by tools that tune databases). One that drops what is there twice in silence refuses nothing, so that it counts as not unique. */
function toIndexes(rows: ResultRows, tellsFilters: boolean): ExistingIndex[] {
  const real = rows.filter((row) => Number(row[8]) === 0 && TREES.has(Number(row[9])));
  return [...Map.groupBy(real, ([, name]) => String(name))].map(([name, columns]) => {
    const [, , , unique, ignoresDuplicates, disabled, hasFilter, filter, , , constraint] = columns[0] ?? [];
    return {
      name,
      unique: Number(unique) === 1 && Number(ignoresDuplicates) === 0,
      columns: columns.map((row) => capitals(row[2])),
      ...(tellsFilters ? { filter: Number(hasFilter) === 1 ? (filter ?? '') : null } : {}),
      isDisabled: Number(disabled) === 1,
      constraint: constraint === 'primary key' || constraint === 'unique' ? constraint : null,
    };
  });
}
