import { difference, product, quotient, sum } from '../../model/data-types/decimal-arithmetic.ts';
import type { StoredFunction } from '../bound.ts';
import type { Value } from './expression-function.ts';

/** What a function that a store can answer, too, yields; `StoredFunction` has the rules. An empty text stands for null. */
export function storedFunction(name: StoredFunction, values: readonly Value[]): Value {
  if (name === 'concatenate') return values.join('');
  if (name === 'if-null') return values.find((value) => value !== null) ?? null;
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : FUNCTIONS[name](known);
}

type Strict = Exclude<StoredFunction, 'concatenate' | 'if-null'>;

const FUNCTIONS: Readonly<Record<Strict, (values: readonly string[]) => Value>> = Object.freeze({
  add: ([left = '0', right = '0']) => sum(left, right),
  subtract: ([left = '0', right = '0']) => difference(left, right),
  multiply: ([left = '0', right = '0']) => product(left, right),
  divide: ([left = '0', right = '0']) => quotient(left, right),
  negate: ([value = '0']) => difference('0', value),
  length: ([text = '']) => String(text.length),
  left: ([text = '', count]) => (whole(count) < 1 ? null : text.slice(0, whole(count))),
  right: ([text = '', count]) => (whole(count) < 1 ? null : text.slice(-whole(count))),
  middle: ([text = '', first, count]) => middle(text, whole(first), count === undefined ? text.length : whole(count)),
  upper: ([text = '']) => text.toUpperCase(),
  lower: ([text = '']) => text.toLowerCase(),
  trim: ([text = '']) => trimEnd(trimStart(text)),
});

export function trimStart(text: string): string {
  let start = 0;
  while (text.charAt(start) === ' ') start++;
  return text.slice(start);
}

export function trimEnd(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === ' ') end--;
  return text.slice(0, end);
}

function middle(text: string, first: number, count: number): Value {
  return first < 1 || count < 1 ? null : text.slice(first - 1, first - 1 + count);
}

function whole(number = '0'): number {
  return Math.trunc(Number(number));
}
