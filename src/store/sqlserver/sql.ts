/** Finds and selects as T-SQL text: pure functions, a parameter for every value that a caller sends. */
import type { Condition } from '../condition.ts';
import { memoize } from '../memoize.ts';
import { sortOrder } from '../sort-order.ts';
import type { ColumnReference, Select, Shape, SortKey } from '../store.ts';
import { BINARY, isText } from './column-type.ts';
import { conditionText } from './condition.ts';
import { isEqual, isOneOf } from './keys.ts';
import { type Parameter, Parameters } from './parameters.ts';
import { reference, selected, shapeTexts } from './shape.ts';

export interface Statement {
  readonly text: string;
  /** Values of `@p1`, `@p2` and so on. */
  readonly parameters: readonly Parameter[];
}

/** Rows that have `@p1` in the first column of `by`, and so on. */
export function findByKey(shape: Shape, by: readonly ColumnReference[]): string {
  const equal = by.map((column, position) => isEqual(column, `@p${position + 1}`));
  return query(shape, equal);
}

/** Rows that have one of many keys in `by`: those in `@p1`, as `keyParameter` gives them. */
export function findByKeys(shape: Shape, by: readonly ColumnReference[]): string {
  return query(shape, [isOneOf(by, '@p1')]);
}

/** @throws RangeError when the condition is too large or too deep */
export function selectWhere({ shape, condition, orderBy, limit, offset = 0 }: Select): Statement {
  const parameters = new Parameters();
  const rows = query(shape, [conditionText(condition, parameters)], orderBy);
  const text = `${rows} OFFSET ${parameters.add(offset)} ROWS FETCH NEXT ${parameters.add(limit)} ROWS ONLY`;
  return { text, parameters: parameters.values };
}

/** @throws RangeError when the condition is too large or too deep */
export function countWhere(shape: Shape, condition: Condition): Statement {
  const parameters = new Parameters();
  const text = `SELECT COUNT(*) ${rowsOf(shape, [conditionText(condition, parameters)])}`;
  return { text, parameters: parameters.values };
}

function query(shape: Shape, conditions: readonly string[], orderBy: readonly SortKey[] = []): string {
  const order = sortOrder({ shape, orderBy }).map(sortKey);
  return `SELECT ${columnsOf(shape)} ${rowsOf(shape, conditions)} ORDER BY ${order.join(', ')}`;
}

function rowsOf(shape: Shape, conditions: readonly string[]): string {
  const { source, fixed } = shapeTexts(shape);
  return `FROM ${source} WHERE ${[...conditions, ...fixed].join(' AND ')}`;
}

function sortKey({ column, descending = false }: SortKey): string {
  const { type } = column.column;
  const collation = isText(type) && type.kind !== 'id' ? ` ${BINARY}` : '';
  return `${reference(column)}${collation}${descending ? ' DESC' : ''}`;
}

const columnsOf: (shape: Shape) => string = memoize(({ columns }: Shape) =>
  columns
    .map((column, position) => {
      const value = column === null ? 'NULL' : selected(reference(column), column.column);
      return `${value} AS [c${position}]`;
    })
    .join(', '),
);
