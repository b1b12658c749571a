/** Columns that equal given values. */
import type { PhysicalType } from '../../model/model.ts';
import type { ColumnReference } from '../store.ts';
import { BINARY, isAscii, isNumeric, isText } from './column-type.ts';
import { reference } from './shape.ts';

/** A column equals `parameter`, an nvarchar, which is one that {@link canHold} says yes to. */
export function isEqual(column: ColumnReference, parameter: string, depth = 0): string {
  const { type } = column.column;
  const value = type.kind === 'nvarchar' || type.kind === 'note' ? parameter : `CAST(${parameter} AS ${keyType(type)})`;
  return `${reference(column, depth)} = ${value}${collation(type)}`;
}

/** Rows that have one of many keys in `by`; `parameter` is what {@link keyParameter} makes of them. */
export function isOneOf(by: readonly ColumnReference[], parameter: string, depth = 0): string {
  const columns = keyColumns(by, 0).join(', ');
  return `EXISTS (SELECT 1 FROM OPENJSON(${parameter}) WITH (${columns}) AS [keys] WHERE ${equalKeys(by, depth)})`;
}

/** Numbered keys, and that a row has one of them in `by`; `parameter` is what {@link numberedKeyParameter} makes of them. */
export function numberedKeys(by: readonly ColumnReference[], parameter: string): { source: string; equal: string } {
  const columns = ["[n] int '$[0]'", ...keyColumns(by, 1)].join(', ');
  return { source: `OPENJSON(${parameter}) WITH (${columns}) AS [keys]`, equal: equalKeys(by, 0) };
}

function keyColumns(by: readonly ColumnReference[], first: number): string[] {
  return by.map(({ column }, position) => `[k${position}] ${keyType(column.type)} '$[${first + position}]'`);
}

function equalKeys(by: readonly ColumnReference[], depth: number): string {
  return by
    .map((column, position) => `${reference(column, depth)} = [keys].[k${position}]${collation(column.column.type)}`)
    .join(' AND ');
}

/** Keys as JSON, without those that no row can have: `[["a","b"]]`. */
export function keyParameter(by: readonly ColumnReference[], keys: readonly (readonly string[])[]): string {
  return JSON.stringify(keys.filter((key) => by.every((column, position) => canHold(column, key[position] ?? ''))));
}

/** The keys of many finds as JSON, each after the number of its find; without those that no row can have: `[[0,"a","b"]]`. */
export function numberedKeyParameter(
  by: readonly ColumnReference[],
  finds: readonly (readonly (readonly string[])[])[],
): string {
  return JSON.stringify(
    finds.flatMap((keys, number) =>
      keys
        .filter((key) => by.every((column, position) => canHold(column, key[position] ?? '')))
        .map((key) => [number, ...key]),
    ),
  );
}

/** False for what no row can have in the column: the server would make another value of it, or refuse to convert it. */
export function canHold({ column: { type } }: ColumnReference, value: string): boolean {
  if (isAscii(type)) return /^[\x20-\x7e]*$/.test(value);
  if (isText(type)) return true;
  if (isNumeric(type)) return /^-?\d{1,15}(?:\.\d{1,7})?$/.test(value);
  return type.kind === 'date' ? DATE.test(value) : DATE_TIME.test(value);
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const DATE_TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

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
