import type { Value } from '../store.ts';

/** What node:sqlite gives for a column: numbers for REAL and INTEGER. */
export type StoredValue = string | number | bigint | null | Uint8Array;

/** A stored value in canonical form: text as it is, numbers as decimals without exponent and superfluous zeros. */
export function toCanonical(value: StoredValue): Value {
  if (typeof value === 'string' || value === null) return value;
  if (typeof value === 'number') return decimal(value);
  throw new TypeError(`a stored ${value instanceof Uint8Array ? 'BLOB' : typeof value} is not a value of the model`);
}

function decimal(number: number): string {
  const text = String(number);
  const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (parts === null) return text;
  const [, sign = '', integer = '', fraction = '', exponent = '0'] = parts;
  return sign + shift(integer + fraction, Number(exponent));
}

/** `digits`, which have the point after the first one, times 10 to the power of `exponent`. */
function shift(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  return digits.padEnd(exponent + 1, '0');
}
