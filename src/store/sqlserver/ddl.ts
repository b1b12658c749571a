import type { Column, Index, PhysicalType, Table } from '../../model/model.ts';
import { secondaryIndexes } from '../secondary-indexes.ts';
import { BINARY, literal } from './column-type.ts';
import { quoteName } from './identifiers.ts';

/**
 * The statements that create `tables` on SQL Server and Azure SQL, each a batch of its own: tables, then indexes, then foreign keys, so
 * that the order of the tables does not matter. Foreign keys to tables that are not among them are left out.
 *
 * Keys compare byte by byte (BIN2), as they do in SQLite. SQL Server takes nulls for equal in a unique index; filtered indexes make rows
 * with a null in the key different from each other there too.
 */
export function createStatements(tables: Iterable<Table>): readonly string[] {
  const all = [...tables];
  const names = new Set(all.map(({ name }) => name));
  return [
    SETTINGS,
    ...all.map(createTable),
    ...all.flatMap((table) => secondaryIndexes(table).map((index) => createIndex(table, index))),
    ...all.flatMap((table) => foreignKeys(table, names)),
  ];
}

/** Filtered indexes need both; sqlcmd starts with the second one off. */
const SETTINGS = 'SET ANSI_NULLS, QUOTED_IDENTIFIER ON';

function createTable(table: Table): string {
  const indexed = new Set(table.indexes.flatMap(({ columns }) => columns));
  const lines = [...table.columns.values()].map((column) => columnDefinition(table, column, indexed.has(column.name)));
  if (table.columns.has('ROW_ID')) {
    lines.push(`CONSTRAINT ${quoteName(`${table.name}_P1`)} PRIMARY KEY CLUSTERED ([ROW_ID])`);
  }
  return `CREATE TABLE ${quoteName(table.name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`;
}

function columnDefinition(table: Table, column: Column, indexed: boolean): string {
  const name = quoteName(column.name);
  const constraint = (prefix: string): string => `CONSTRAINT ${quoteName(`${prefix}_${table.name}_${column.name}`)}`;
  const parts = [name, dataType(column.type, indexed), column.required ? 'NOT NULL' : 'NULL'];
  if (column.default !== undefined) parts.push(`${constraint('DF')} DEFAULT ${literal(column.type, column.default)}`);
  if (column.type.kind === 'flag') parts.push(`${constraint('CK')} CHECK (${name} IN ('Y', 'N'))`);
  return parts.join(' ');
}

function dataType(type: PhysicalType, indexed: boolean): string {
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

function createIndex(table: Table, { name, unique, columns }: Index): string {
  const nullable = unique ? columns.filter((column) => table.columns.get(column)?.required !== true) : [];
  const filter = nullable.map((column) => `${quoteName(column)} IS NOT NULL`).join(' AND ');
  return (
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${quoteName(name)} ON ${quoteName(table.name)} (${columns.map(quoteName).join(', ')})` +
    (filter === '' ? '' : ` WHERE ${filter}`)
  );
}

function foreignKeys(table: Table, names: ReadonlySet<string>): string[] {
  return [...table.columns.values()].flatMap(({ name, references }) =>
    references === undefined || !names.has(references)
      ? []
      : [
          `ALTER TABLE ${quoteName(table.name)} ADD CONSTRAINT ${quoteName(`FK_${table.name}_${name}`)} ` +
            `FOREIGN KEY (${quoteName(name)}) REFERENCES ${quoteName(references)} ([ROW_ID])`,
        ],
  );
}
