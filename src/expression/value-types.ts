import type { Field } from '../model/model.ts';
import type { ValueType } from './bound.ts';

const TYPES: Readonly<Record<string, ValueType>> = Object.freeze({
  DTYPE_NUMBER: 'number',
  DTYPE_CURRENCY: 'number',
  DTYPE_INTEGER: 'number',
  DTYPE_DATE: 'date',
  DTYPE_DATETIME: 'datetime',
  DTYPE_UTCDATETIME: 'datetime',
});

/** How the values of a field compare. */
export function valueTypeOf({ type }: Field): ValueType {
  return TYPES[type.name] ?? 'text';
}

/** In words: `a date and time`. */
export const TYPE_NAMES: Readonly<Record<ValueType, string>> = Object.freeze({
  text: 'a text',
  number: 'a number',
  date: 'a date',
  datetime: 'a date and time',
});
