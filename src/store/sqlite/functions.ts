/**
 * The SQL functions that conditions need and SQLite does not have: its own `lower` knows ASCII only, its `substr` counts from the end where
 * a position is negative, its arithmetic is binary. What comes out empty is null, and so is what is made of a null.
 */
import type { DatabaseSync } from 'node:sqlite';
import {
  characterCount,
  firstCharacters,
  lastCharacters,
  middleCharacters,
  trimEnd,
  trimStart,
} from '../../model/data-types/characters.ts';
import { difference, product, quotient, sum } from '../../model/data-types/decimal-arithmetic.ts';
import { toCanonical } from './values.ts';

/** Makes the functions known to a connection. */
export function registerFunctions(database: DatabaseSync): void {
  for (const [name, make] of TEXT_FUNCTIONS) {
    database.function(name, OPTIONS, (...of) => {
      if (of.includes(null)) return null;
      const [text, ...numbers] = of;
      return make(String(text), ...numbers.map((number) => Math.trunc(Number(number)))) || null;
    });
  }
  for (const [name, calculate] of ARITHMETIC) {
    database.function(name, OPTIONS, (...of) => {
      const [left, right] = of.map(toCanonical);
      const result = left && right && calculate(left, right);
      return result ? Number(result) : null;
    });
  }
  database.function('text_concatenate', OPTIONS, (...of) => of.join('') || null);
  database.function('decimal_text', OPTIONS, (...of) => toCanonical(of[0] ?? null));
}

const OPTIONS = { deterministic: true, directOnly: true, varargs: true };

type TextFunction = (text: string, ...numbers: number[]) => string | number;

const TEXT_FUNCTIONS: ReadonlyMap<string, TextFunction> = new Map<string, TextFunction>([
  ['fold_case', (text) => text.toLowerCase()],
  ['upper_case', (text) => text.toUpperCase()],
  ['text_trim', (text) => trimEnd(trimStart(text))],
  ['text_length', characterCount],
  ['text_left', (text, count = 0) => firstCharacters(text, count)],
  ['text_right', (text, count = 0) => lastCharacters(text, count)],
  ['text_middle', (text, first = 0, count) => middleCharacters(text, first, count)],
]);

/** On decimals; SQLite's own tells 0.1 + 0.2 from 0.3. */
const ARITHMETIC: ReadonlyMap<string, (left: string, right: string) => string | null> = new Map([
  ['decimal_add', sum],
  ['decimal_subtract', difference],
  ['decimal_multiply', product],
  ['decimal_divide', quotient],
]);
