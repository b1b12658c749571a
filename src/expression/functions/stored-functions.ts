import {
  characterCount,
  firstCharacters,
  lastCharacters,
  middleCharacters,
  trimEnd,
  trimStart,
} from '../../model/data-types/characters.ts';
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
  length: ([text = '']) => String(characterCount(text)),
  left: ([text = '', count]) => firstCharacters(text, whole(count)),
  right: ([text = '', count]) => lastCharacters(text, whole(count)),
  middle: ([text = '', first, count]) =>
    middleCharacters(text, whole(first), count === undefined ? undefined : whole(count)),
  upper: ([text = '']) => text.toUpperCase(),
  lower: ([text = '']) => text.toLowerCase(),
  trim: ([text = '']) => trimEnd(trimStart(text)),
});

function whole(number = '0'): number {
  return Math.trunc(Number(number));
}
