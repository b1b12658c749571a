/** Columns that equal given values. */
import type { PhysicalType } from '../../model/model.ts';
import type { ColumnReference } from '../store.ts';
import { BINARY, isAscii, isText } from './column-type.ts';
import { reference } from './shape.ts';

/** A column equals `parameter`, an nvarchar, which is one that {@link canHold} says yes to. */
export function isEqual(column: ColumnReference, parameter: string, depth = 0): string {
  const { type } = column.column;
  const value = type.kind === 'nvarchar' || type.kind === 'note' ? parameter : `CAST(${parameter} AS ${keyType(type)})`;
  return `${reference(column, depth)} = ${value}${collation(type)}`;
}

/** Rows that have one of many keys in `by`; `parameter` is what {@link keyParameter} makes of them. */
export function isOneOf(by: readonly ColumnReference[], parameter: string, depth = 0): string {
  const columns = by.map(({ column }, position) => `[k${position}] ${keyType(column.type)} '$[${position}]'`);
  const equal = by.map(
    (column, position) => `${reference(column, depth)} = [keys].[k${position}]${collation(column.column.type)}`,
  );
  return `EXISTS (SELECT 1 FROM OPENJSON(${parameter}) WITH (${columns.join(', ')}) AS [keys] WHERE ${equal.join(' AND ')})`;
}

/** Keys as JSON, without those that no row can have: `[["a","b"]]`. */
export function keyParameter(by: readonly ColumnReference[], keys: readonly (readonly string[])[]): string {
  return JSON.stringify(keys.filter((key) => by.every((column, position) => canHold(column, key[position] ?? ''))));
}

/** False when the column is one of ASCII and the value is not: the conversion would make another value of it. */
export function canHold({ column }: ColumnReference, value: string): boolean {
  return !isAscii(column.type) || /^[\x20-\x7e]*$/.test(value);
}

/** The type to look for a column's values in: its own, yet long enough to cut nothing off. */
function keyType(type: PhysicalType): string {
  switch (type.kind) {
    case 'id':
    case 'varchar':
    case 'flag':
      return 'varchar(8000)';
    case 'nvarchar':
      return 'nvarchar(4000)';
    case 'note':
      return 'nvarchar(max)';
    case 'number':
    case 'integer':
      return 'decimal(22, 7)';
    case 'date':
      return 'date';
    case 'datetime':
    case 'utcdatetime':
      return 'datetime2(3)';
  }
}

function collation(type: PhysicalType): string {
  return isText(type) ? ` ${BINARY}` : '';
}
