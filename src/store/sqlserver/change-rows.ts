/** Rows that change, as the JSON parameter of their statement. */
import type { Column, PhysicalType, Table } from '../../model/model.ts';
import type { ChangedRow, ChangeStatement } from './change-statement.ts';
import { holds } from './column-type.ts';

/**
 * The rows of a statement as JSON, which {@link rowSource} reads: ROW_ID, the MODIFICATION_NUM that it must have (null: any), how often the row is updated, where rows
 * keep columns a text with `1` for each column that this row sets and `0` for each other, and the values.
 * @param expected the MODIFICATION_NUM with which the transaction has read a row; undefined when it has not
 * @throws RangeError for a text that its column does not hold: OPENJSON would cut it off, or put question marks into it, and say nothing
 */
export function rowsParameter(
  { table, columns, rows }: ChangeStatement,
  expected: (rowId: string) => string | null | undefined,
): string {
  for (const { values } of rows) {
    for (let position = 0; position < columns.length; position += 1) {
      const [column, value] = [columns[position], values[position] ?? null];
      if (column !== undefined && value !== null && !holds(column.type, value)) throw doesNotHold(table, column, value);
    }
  }
  const isKeeping = keepsColumns(rows);
  return JSON.stringify(
    rows.map(({ rowId, values, modifications }) => {
      const row = [rowId, expected(rowId) ?? null, modifications];
      return [...row, ...(isKeeping ? [setColumns(values)] : []), ...values];
    }),
  );
}

/** Whether some of the rows keep columns that others set. */
export function keepsColumns(rows: readonly ChangedRow[]): boolean {
  return rows.some(({ values }) => values.includes(undefined));
}

function setColumns(values: ChangedRow['values']): string {
  return values.map((value) => (value === undefined ? '0' : '1')).join('');
}

function doesNotHold({ name: table }: Table, { name, type }: Column, value: string): RangeError {
  return new RangeError(`column ${table}.${name} (${type.kind}) does not hold this text of ${value.length} characters`);
}

/**
 * The rows in `parameter` as table `j`: `r` is ROW_ID, `m` the MODIFICATION_NUM expected, `n` how often they are updated, `c0` and so on the values.
 * @param isKeeping see {@link keepsColumns}; then {@link isSet} says which values count
 */
export function rowSource(parameter: string, columns: readonly Column[], isKeeping: boolean): string {
  return openJson(parameter, [...NUMBERS, ...(isKeeping ? [SET_COLUMNS] : []), ...columns.map(jsonColumn)]);
}

/** The same without values. */
export function rowIdSource(parameter: string): string {
  return openJson(parameter, NUMBERS);
}

/** Whether a row sets the column at `position`, from 0. */
export function isSet(position: number): string {
  return `SUBSTRING([j].[s], ${position + 1}, 1) = '1'`;
}

/** A column of {@link openJson}: its name and type. */
type JsonColumn = readonly [name: string, type: string];

/** Which columns a row sets, see {@link rowsParameter}. */
const SET_COLUMNS: JsonColumn = ['s', 'varchar(1024)'];

/** What each row begins with. */
const NUMBERS: readonly JsonColumn[] = [
  ['r', 'varchar(15)'],
  ['m', 'decimal(10,0)'],
  ['n', 'decimal(10,0)'],
];

function jsonColumn({ type }: Column, position: number): JsonColumn {
  return [`c${position}`, jsonType(type)];
}

function openJson(parameter: string, columns: readonly JsonColumn[]): string {
  const fields = columns.map(([name, type], position) => `[${name}] ${type} '$[${position}]'`);
  return `OPENJSON(${parameter}) WITH (${fields.join(', ')}) AS [j]`;
}

/** Typed as the column is, so that nothing is converted row by row later. */
function jsonType(type: PhysicalType): string {
  switch (type.kind) {
    case 'id':
      return 'varchar(15)';
    case 'varchar':
    case 'nvarchar':
      return `${type.kind}(${type.length})`;
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
