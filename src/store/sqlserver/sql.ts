/** Finds and selects as T-SQL text: pure functions, a parameter for every value that a caller sends. */
import type { Condition } from '../condition.ts';
import { memoize } from '../memoize.ts';
import { sortOrder } from '../sort-order.ts';
import type { ColumnReference, Select, Shape, SortKey } from '../store.ts';
import { BINARY, isText } from './column-type.ts';
import { conditionText } from './condition.ts';
import { isEqual, isOneOf, numberedKeys } from './keys.ts';
import { type Parameter, Parameters } from './parameters.ts';
import { reference, selected, shapeTexts } from './shape.ts';

export interface Statement {
  readonly text: string;
  /** Values of `@p1`, `@p2` and so on. */
  readonly parameters: readonly Parameter[];
}

/** How a statement reads. */
export interface Reading {
  /** Where the tables are; see `tableName`. */
  readonly schema?: string;
  /** What stays as it is until the transaction ends: the rows that are read, or also that there are no others. */
  readonly lock?: 'rows' | 'keys';
  /** Gives ROW_ID, and MODIFICATION_NUM where the table has it, after the columns of the shape. */
  readonly isTracked?: boolean;
}

/** Rows that have the first of `parameters` in the first column of `by`, and so on. */
export function findByKey(
  shape: Shape,
  by: readonly ColumnReference[],
  parameters: readonly string[],
  reading: Reading = {},
): string {
  const equal = by.map((column, position) => isEqual(column, parameters[position] ?? ''));
  return query(shape, equal, reading);
}

/** Rows that have one of many keys in `by`: those in `parameter`, as `keyParameter` gives them. */
export function findByKeys(
  shape: Shape,
  by: readonly ColumnReference[],
  parameter: string,
  reading: Reading = {},
): string {
  return query(shape, [isOneOf(by, parameter)], reading);
}

/**
 * The rows of many finds that ask the same of one shape: those in `parameter`, as `numberedKeyParameter` gives them. The number of the
 * find, from 0, and ROW_ID come after the columns of the shape, and what is tracked after these. A row can come several times, one after the other.
 */
export function findNumbered(
  shape: Shape,
  by: readonly ColumnReference[],
  parameter: string,
  reading: Reading = {},
): string {
  const { table, joins, fixed } = shapeTexts(shape, reading.schema);
  const columns = [columnsOf(shape), '[keys].[n] AS [n]', '[t].[ROW_ID] AS [i]', ...trackedColumns(shape, reading)];
  const { source, equal } = numberedKeys(by, parameter);
  return (
    `SELECT ${columns.join(', ')} FROM ${source} CROSS JOIN ${table}${hints(reading)}${joins}` +
    ` WHERE ${[equal, ...fixed].join(' AND ')} ORDER BY [keys].[n], [t].[ROW_ID]`
  );
}

/** @throws RangeError when the condition is too large or too deep */
export function selectWhere(
  { shape, condition, orderBy, limit, offset = 0 }: Select,
  reading: Reading = {},
): Statement {
  const parameters = new Parameters();
  const rows = query(shape, [conditionText(condition, parameters, reading.schema)], reading, orderBy);
  const text = `${rows} OFFSET ${parameters.add(offset)} ROWS FETCH NEXT ${parameters.add(limit)} ROWS ONLY`;
  return { text, parameters: parameters.values };
}

/** @throws RangeError when the condition is too large or too deep */
export function countWhere(shape: Shape, condition: Condition, reading: Reading = {}): Statement {
  const parameters = new Parameters();
  const text = `SELECT COUNT(*) ${rowsOf(shape, [conditionText(condition, parameters, reading.schema)], reading)}`;
  return { text, parameters: parameters.values };
}

/** Whether reads of `shape` can be tracked: its rows have a ROW_ID. */
export function hasRowId({ table }: Shape): boolean {
  return table.columns.has('ROW_ID');
}

function query(
  shape: Shape,
  conditions: readonly string[],
  reading: Reading,
  orderBy: readonly SortKey[] = [],
): string {
  const order = sortOrder({ shape, orderBy }).map(sortKey);
  const columns = [columnsOf(shape), ...trackedColumns(shape, reading)].filter((text) => text !== '');
  return `SELECT ${columns.join(', ')} ${rowsOf(shape, conditions, reading)} ORDER BY ${order.join(', ')}`;
}

function rowsOf(shape: Shape, conditions: readonly string[], reading: Reading): string {
  const { table, joins, fixed } = shapeTexts(shape, reading.schema);
  return `FROM ${table}${hints(reading)}${joins} WHERE ${[...conditions, ...fixed].join(' AND ')}`;
}

/**
 * A row that is read to be written is locked for update, so that of two works that read it one waits, and does not fail as the loser of a
 * deadlock. HOLDLOCK locks the range of the key as well, where two could insert it.
 */
function hints({ lock }: Reading): string {
  if (lock === undefined) return '';
  return lock === 'keys' ? ' WITH (UPDLOCK, HOLDLOCK)' : ' WITH (UPDLOCK)';
}

function trackedColumns(shape: Shape, { isTracked = false }: Reading): readonly string[] {
  if (!isTracked || !hasRowId(shape)) return [];
  const count = shape.table.columns.get('MODIFICATION_NUM');
  const modification = count === undefined ? 'NULL' : selected('[t].[MODIFICATION_NUM]', count);
  return ['[t].[ROW_ID] AS [r]', `${modification} AS [m]`];
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
