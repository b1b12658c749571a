import type { Column, PhysicalType, Table } from '../../src/model/model.ts';
import { SYSTEM_COLUMNS } from '../../src/model/system-columns.ts';
import type { ColumnReference, Condition, Find, RowChange, Shape, Stamp, Value } from '../../src/store/store.ts';

export const ORGANIZATION = makeTable(
  'S_BU',
  [{ name: 'NAME', type: { kind: 'nvarchar', length: 100 }, required: true }],
  [{ name: 'S_BU_U1', unique: true, columns: ['NAME'] }],
);

/** Accounts: a composite unique key, a foreign key to themselves, one with a default to another table. */
export const ACCOUNT = makeTable(
  'S_ORG_EXT',
  [
    { name: 'NAME', type: { kind: 'nvarchar', length: 100 }, required: true },
    { name: 'LOC', type: { kind: 'nvarchar', length: 50 } },
    { name: 'BU_ID', type: { kind: 'id' }, required: true, default: '0-R9NH', references: 'S_BU' },
    { name: 'PAR_OU_ID', type: { kind: 'id' }, references: 'S_ORG_EXT' },
  ],
  [
    { name: 'S_ORG_EXT_U1', unique: true, columns: ['NAME', 'LOC', 'BU_ID'] },
    { name: 'S_ORG_EXT_F1', unique: false, columns: ['PAR_OU_ID'] },
  ],
);

/** A column of every physical type, and a foreign key to itself. */
export const ASSET = makeTable(
  'S_ASSET',
  [
    { name: 'ID', type: { kind: 'id' } },
    { name: 'PHONE', type: { kind: 'varchar', length: 40 } },
    { name: 'TEXT', type: { kind: 'nvarchar', length: 50 } },
    { name: 'NOTE', type: { kind: 'note' } },
    { name: 'FLG', type: { kind: 'flag' } },
    { name: 'AMOUNT', type: { kind: 'number' } },
    { name: 'QTY', type: { kind: 'integer' } },
    { name: 'DAY', type: { kind: 'date' } },
    { name: 'LOCAL_DT', type: { kind: 'datetime' } },
    { name: 'UTC_DT', type: { kind: 'utcdatetime' } },
    { name: 'PAR_ASSET_ID', type: { kind: 'id' }, references: 'S_ASSET' },
  ],
  [{ name: 'S_ASSET_F1', unique: false, columns: ['PAR_ASSET_ID'] }],
);

export const TABLES: readonly Table[] = [ORGANIZATION, ACCOUNT, ASSET];

export const STAMP: Stamp = { by: '0-1', source: 'test' };

export type ColumnDraft = { name: string; type: PhysicalType } & Partial<Column>;

/** A table with the system columns in front. */
export function makeTable(name: string, columns: readonly ColumnDraft[], indexes: Table['indexes'] = []): Table {
  const all = [...SYSTEM_COLUMNS, ...columns.map((column) => ({ required: false, system: false, ...column }))];
  return { name, comment: '', columns: new Map(all.map((column) => [column.name, column])), indexes };
}

export function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column === undefined) throw new RangeError(`${table.name} has no column ${name}`);
  return column;
}

export function referenceTo(table: Table, name: string, alias = 't'): ColumnReference {
  return { alias, column: columnOf(table, name) };
}

/** The columns `names` of `table`, nothing joined. */
export function shapeOf(table: Table, names: readonly string[], more: Partial<Shape> = {}): Shape {
  return { table, joins: [], where: [], columns: names.map((name) => referenceTo(table, name)), ...more };
}

export function findBy(shape: Shape, names: readonly string[], keys: readonly (readonly string[])[]): Find {
  return { shape, by: names.map((name) => referenceTo(shape.table, name)), keys };
}

export function equals(table: Table, name: string, value: string): Condition {
  return { kind: 'equals', column: referenceTo(table, name), value };
}

export function insertOf(table: Table, rowId: string, row: Readonly<Record<string, Value>> = {}): RowChange {
  return { kind: 'insert', table, rowId, columns: columnsOf(table, row), values: Object.values(row) };
}

export function updateOf(table: Table, rowId: string, row: Readonly<Record<string, Value>>): RowChange {
  return { kind: 'update', table, rowId, columns: columnsOf(table, row), values: Object.values(row) };
}

export function deleteOf(table: Table, rowId: string): RowChange {
  return { kind: 'delete', table, rowId };
}

function columnsOf(table: Table, row: Readonly<Record<string, Value>>): Column[] {
  return Object.keys(row).map((name) => columnOf(table, name));
}
