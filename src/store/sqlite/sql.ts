/** Shapes, finds and selects as SQL text: pure functions, `?` for every value that a caller sends. */
import type { Column, Table } from '../../model/model.ts';
import type { Condition } from '../condition.ts';
import { memoize } from '../memoize.ts';
import { sortOrder } from '../sort-order.ts';
import type { ColumnReference, Select, Shape, SortKey } from '../store.ts';
import { conditionText, isOneOf } from './condition.ts';
import type { Parameter } from './connection.ts';
import { quoteName, quoteText } from './identifiers.ts';
import { reference, shapeTexts } from './shape.ts';

export interface Statement {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** Rows that have a value in each of `by`. */
export function findByKey(shape: Shape, by: readonly ColumnReference[]): string {
  return query(
    shape,
    by.map((column) => `${reference(column)} = ?`),
  );
}

/** Rows that have one of many keys in `by`. The one parameter is the keys as JSON: of one column `["a"]`, of several `[["a","b"]]`. */
export function findByKeys(shape: Shape, by: readonly ColumnReference[]): string {
  return query(shape, [isOneOf(by)]);
}

/**
 * @param textOf makes the text of the statement, where it is not known already
 * @throws RangeError when the condition is too large or too deep
 */
export function selectWhere(select: Select, textOf = selectText): Statement {
  const { condition, offset = 0 } = select;
  const parameters: Parameter[] = [];
  const text = textOf(select, conditionText(condition, parameters));
  if (offset !== 0) parameters.push(offset);
  return { text, parameters };
}

/** @param where the condition as text */
export function selectText({ shape, orderBy, limit, offset = 0 }: Omit<Select, 'condition'>, where: string): string {
  // Not as a parameter: SQLite plans a statement anew each time one is bound that may change its plan, which takes ten times as long as to run it.
  const text = `${query(shape, [where], orderBy)} LIMIT ${Math.trunc(limit)}`;
  return offset === 0 ? text : `${text} OFFSET ?`;
}

/** @throws RangeError when the condition is too large or too deep */
export function countWhere(shape: Shape, condition: Condition): Statement {
  const parameters: Parameter[] = [];
  return { text: `SELECT count(*) ${rowsOf(shape, [conditionText(condition, parameters)])}`, parameters };
}

/**
 * Takes the values of `parameters`, columns of the table, which has at least these; the others get what `presets` has for them, or else their
 * defaults.
 */
export function insertRow(
  table: Table,
  parameters: readonly Column[],
  presets: ReadonlyMap<Column, string> = new Map(),
): string {
  const others = [...table.columns.values()].filter((column) => !parameters.includes(column));
  const columns = [...parameters, ...others].map(({ name }) => quoteName(name));
  const values = [
    ...parameters.map(() => '?'),
    ...others.map((column) => literal(presets.get(column) ?? column.default)),
  ];
  return `INSERT INTO ${quoteName(table.name)} (${columns.join(', ')}) VALUES (${values.join(', ')})`;
}

/** As the model has it: the database was perhaps made with another one. */
function literal(preset: string | undefined): string {
  return preset === undefined ? 'NULL' : quoteText(preset);
}

/** Takes the values of `columns`, then LAST_UPD, LAST_UPD_BY, DB_LAST_UPD, DB_LAST_UPD_SRC, then the ROW_ID. */
export function updateRow(table: Table, columns: readonly Column[]): string {
  const assignments = [...columns.map((column) => column.name), ...UPDATE_STAMP].map(
    (name) => `${quoteName(name)} = ?`,
  );
  return `UPDATE ${quoteName(table.name)} SET ${assignments.join(', ')}, "MODIFICATION_NUM" = "MODIFICATION_NUM" + 1 WHERE "ROW_ID" = ?`;
}

export function deleteRow(table: Table): string {
  return `DELETE FROM ${quoteName(table.name)} WHERE "ROW_ID" = ?`;
}

const UPDATE_STAMP = ['LAST_UPD', 'LAST_UPD_BY', 'DB_LAST_UPD', 'DB_LAST_UPD_SRC'];

function query(shape: Shape, conditions: readonly string[], orderBy: readonly SortKey[] = []): string {
  const order = sortOrder({ shape, orderBy }).map(
    ({ column, descending = false }) => `${reference(column)}${descending ? ' DESC' : ''}`,
  );
  return `SELECT ${columnsOf(shape)} ${rowsOf(shape, conditions)} ORDER BY ${order.join(', ')}`;
}

function rowsOf(shape: Shape, conditions: readonly string[]): string {
  const { source, fixed } = shapeTexts(shape);
  return `FROM ${source} WHERE ${[...conditions, ...fixed].join(' AND ')}`;
}

const columnsOf: (shape: Shape) => string = memoize(({ columns }: Shape) =>
  columns.map((column) => (column === null ? 'NULL' : reference(column))).join(', '),
);
