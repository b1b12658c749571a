import type { Column, Index, PhysicalType, Table } from '../../model/model.ts';
import { secondaryIndexes } from '../secondary-indexes.ts';
import { BINARY, literal } from './column-type.ts';
import { quoteName, tableName } from './identifiers.ts';

/**
 * The statements that create `tables` on SQL Server and Azure SQL, each a batch of its own: tables, then indexes, then foreign keys, so
 * that the order of the tables does not matter. Foreign keys to tables that are not among them are left out.
 *
 * Keys compare byte by byte (BIN2), as they do in SQLite. SQL Server takes nulls for equal in a unique index; filtered indexes make rows
 * with a null in the key different from each other there too.
 */
export function createStatements(tables: Iterable<Table>, schema?: string): readonly string[] {
  const all = [...tables];
  const names = new Set(all.map(({ name }) => name));
  return [
    SETTINGS,
    ...all.map((table) => createTable(table, schema)),
    ...all.flatMap((table) => secondaryIndexes(table).map((index) => createIndex(table, index, schema))),
    ...all.flatMap((table) => foreignKeys(table, names).map((column) => createForeignKey(table, column, schema))),
  ];
}

/** Filtered indexes need both; sqlcmd starts with the second one off. */
export const SETTINGS = 'SET ANSI_NULLS, QUOTED_IDENTIFIER ON';

export function createTable(table: Table, schema?: string): string {
  const lines = [...table.columns.values()].map((column) => columnDefinition(table, column));
  if (table.columns.has('ROW_ID')) {
    lines.push(`CONSTRAINT ${quoteName(primaryKeyName(table.name))} PRIMARY KEY CLUSTERED ([ROW_ID])`);
  }
  return `CREATE TABLE ${tableName(table.name, schema)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`;
}

/** @param more what follows a default */
export function columnDefinition(table: Table, column: Column, more = ''): string {
  const name = quoteName(column.name);
  const constraint = (prefix: string): string => `CONSTRAINT ${quoteName(`${prefix}_${table.name}_${column.name}`)}`;
  const parts = [name, dataType(column.type, isIndexed(table, column)), column.required ? 'NOT NULL' : 'NULL'];
  if (column.default !== undefined)
    parts.push(`${constraint('DF')} DEFAULT ${literal(column.type, column.default)}${more}`);
  if (column.type.kind === 'flag') parts.push(`${constraint('CK')} CHECK (${name} IN ('Y', 'N'))`);
  return parts.join(' ');
}

export function isIndexed({ indexes }: Table, { name }: Column): boolean {
  return indexes.some(({ columns }) => columns.includes(name));
}

export function dataType(type: PhysicalType, indexed: boolean): string {
  switch (type.kind) {
    case 'id':
      return `varchar(15) ${BINARY}`;
    case 'varchar':
    case 'nvarchar':
      return indexed ? `${type.kind}(${type.length}) ${BINARY}` : `${type.kind}(${type.length})`;
    case 'note':
      return 'nvarchar(max)';
    case 'flag':
      return 'char(1)';
    case 'number':
      return 'decimal(22,7)';
    case 'integer':
      return 'decimal(10,0)';
    case 'date':
      return 'date';
    case 'datetime':
    case 'utcdatetime':
      return 'datetime2(3)';
  }
}

/** A table without ROW_ID is kept in the order of its unique index: a heap would not give back the space of rows that are deleted. */
export function createIndex(table: Table, index: Index, schema?: string): string {
  const { name, unique, columns } = index;
  const filter = filterColumns(table, index).map((column) => `${quoteName(column)} IS NOT NULL`);
  const kind = `${unique ? 'UNIQUE ' : ''}${unique && !table.columns.has('ROW_ID') ? 'CLUSTERED ' : ''}`;
  return (
    `CREATE ${kind}INDEX ${quoteName(name)} ON ${tableName(table.name, schema)} (${columns.map(quoteName).join(', ')})` +
    (filter.length === 0 ? '' : ` WHERE ${filter.join(' AND ')}`)
  );
}

/** The columns that are not null in the rows of an index. */
export function filterColumns({ columns: all }: Table, { unique, columns }: Index): readonly string[] {
  return unique ? columns.filter((column) => all.get(column)?.required !== true) : [];
}

export function primaryKeyName(table: string): string {
  return `${table}_P1`;
}

/** A column whose values are ROW_IDs of `references`. */
export interface ForeignKeyColumn {
  readonly name: string;
  readonly references: string;
}

/** The foreign keys of `table` to tables among `names`. */
export function foreignKeys(table: Table, names: ReadonlySet<string>): readonly ForeignKeyColumn[] {
  return [...table.columns.values()].flatMap(({ name, references }) =>
    references === undefined || !names.has(references) ? [] : [{ name, references }],
  );
}

export function createForeignKey(table: Table, { name, references }: ForeignKeyColumn, schema?: string): string {
  return (
    `ALTER TABLE ${tableName(table.name, schema)} ADD CONSTRAINT ${quoteName(foreignKeyName(table.name, name))} ` +
    `FOREIGN KEY (${quoteName(name)}) REFERENCES ${tableName(references, schema)} ([ROW_ID])`
  );
}

export function foreignKeyName(table: string, column: string): string {
  return `FK_${table}_${column}`;
}
