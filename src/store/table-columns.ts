import type { Column, Table } from '../model/model.ts';
import type { ColumnReference, Shape } from './store.ts';

/** Columns of our own tables by name, for code that knows which it needs. */

/** @throws RangeError when the table has no such column */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column === undefined) throw new RangeError(`${table.name} has no column ${name}`);
  return column;
}

/** In the order of `names`. */
export function columnsOf(table: Table, names: readonly string[]): readonly Column[] {
  return names.map((name) => columnOf(table, name));
}

/** The column of the one table of a shape. */
export function referenceTo(table: Table, name: string): ColumnReference {
  return { alias: 't', column: columnOf(table, name) };
}

/** Rows of one table with these columns; those only that have the values of `where`. */
export function shapeOf(table: Table, names: readonly string[], where: Readonly<Record<string, string>> = {}): Shape {
  return Object.freeze({
    table,
    joins: [],
    where: Object.entries(where).map(([name, value]) => ({ column: referenceTo(table, name), value })),
    columns: names.map((name) => referenceTo(table, name)),
  });
}
