import type { PhysicalType } from '../../model/model.ts';
import { quoteText } from './identifiers.ts';

/** Compares code by code, as SQLite does. */
export const BINARY = 'COLLATE Latin1_General_BIN2';

/** A value that the model gives for a column, as a literal. */
export function literal(type: PhysicalType, value: string): string {
  if (isNumeric(type)) return value;
  return type.kind === 'nvarchar' || type.kind === 'note' ? `N${quoteText(value)}` : quoteText(value);
}

export function isNumeric({ kind }: PhysicalType): boolean {
  return kind === 'number' || kind === 'integer';
}

/** Whether the column holds text, not numbers or dates. */
export function isText({ kind }: PhysicalType): boolean {
  return kind === 'id' || kind === 'varchar' || kind === 'nvarchar' || kind === 'note' || kind === 'flag';
}

/** Whether a column holds the text as it is. */
export function holds(type: PhysicalType, value: string): boolean {
  switch (type.kind) {
    case 'id':
      return value.length <= 15 && ASCII.test(value);
    case 'varchar':
      return value.length <= type.length && ASCII.test(value);
    case 'nvarchar':
      return value.length <= type.length;
    case 'flag':
      return value.length === 1 && ASCII.test(value);
    default:
      return true;
  }
}

const ASCII = /^[\0-\x7f]*$/;

/** Whether the column holds ASCII only. */
export function isAscii({ kind }: PhysicalType): boolean {
  return kind === 'id' || kind === 'varchar' || kind === 'flag';
}
