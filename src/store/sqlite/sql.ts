/** Shapes, finds and selects as SQL text: pure functions, `?` for every value that a caller sends. */
import type { Column, Table } from '../../model/model.ts';
import type { ColumnReference, Select, Shape } from '../store.ts';
import { conditionText, isOneOf, reference } from './condition.ts';
import { quoteName, quoteText } from './identifiers.ts';

export interface Statement {
  readonly text: string;
  readonly parameters: readonly (string | number)[];
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

/** @throws RangeError when the condition has more than `LARGEST_CONDITION` comparisons */
export function selectWhere({ shape, condition, orderBy, limit }: Select): Statement {
  const parameters: (string | number)[] = [];
  const text = `${query(shape, [conditionText(condition, parameters)], orderBy)} LIMIT ?`;
  parameters.push(limit);
  return { text, parameters };
}

/** Takes a value for each column of the table, in their order. */
export function insertRow(table: Table): string {
  const columns = [...table.columns.keys()];
  return `INSERT INTO ${quoteName(table.name)} (${columns.map(quoteName).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
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

function query(shape: Shape, conditions: readonly string[], orderBy?: ColumnReference): string {
  const { source, fixed } = textsOf(shape);
  const order = orderBy === undefined ? '' : `${reference(orderBy)}, `;
  return `${source} WHERE ${[...conditions, ...fixed].join(' AND ')} ORDER BY ${order}"t"."ROW_ID"`;
}

/** What is the same in all queries of a shape. */
interface ShapeTexts {
  readonly source: string;
  readonly fixed: readonly string[];
}

const known = new WeakMap<Shape, ShapeTexts>();

function textsOf(shape: Shape): ShapeTexts {
  let texts = known.get(shape);
  if (texts === undefined) {
    texts = makeTexts(shape);
    known.set(shape, texts);
  }
  return texts;
}

function makeTexts(shape: Shape): ShapeTexts {
  const columns = shape.columns.map((column) => (column === null ? 'NULL' : reference(column)));
  const joins = shape.joins.map(
    ({ kind, table, alias, on }) =>
      ` ${kind === 'inner' ? 'JOIN' : 'LEFT JOIN'} ${quoteName(table.name)} ${quoteName(alias)} ON ${quoteName(alias)}."ROW_ID" = ${reference(on)}`,
  );
  return {
    source: `SELECT ${columns.join(', ')} FROM ${quoteName(shape.table.name)} "t"${joins.join('')}`,
    fixed: shape.where.map(({ column, value }) => `${reference(column)} = ${quoteText(value)}`),
  };
}
