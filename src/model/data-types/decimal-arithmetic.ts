/**
 * Arithmetic on canonical decimals. A result is a canonical decimal again: rounded, half away from zero, to 7 decimals, or to as many as
 * leave it with 15 digits; null when it has more than 15 digits before the point.
 */
import { canonicalDecimal, DECIMALS, SIGNIFICANT_DIGITS } from './decimal.ts';

export function sum(left: string, right: string): string | null {
  return rounded(scaled(left) + scaled(right), ONE);
}

export function difference(left: string, right: string): string | null {
  return rounded(scaled(left) - scaled(right), ONE);
}

export function product(left: string, right: string): string | null {
  return rounded(scaled(left) * scaled(right), ONE * ONE);
}

/** Null also when divided by zero. */
export function quotient(left: string, right: string): string | null {
  const divisor = scaled(right);
  if (divisor === 0n) return null;
  return divisor < 0n ? rounded(-scaled(left), -divisor) : rounded(scaled(left), divisor);
}

/** @param decimals how many to keep, from 0 */
export function roundDecimal(decimal: string, decimals: number): string | null {
  return rounded(scaled(decimal), ONE, Math.min(decimals, DECIMALS));
}

/** The sum over `rows` of the product of each row's factors, the same number in each; only the result is rounded. */
export function sumOfProducts(rows: readonly (readonly string[])[]): string | null {
  let total = 0n;
  for (const factors of rows) total += factors.reduce((result, factor) => result * scaled(factor), 1n);
  return rounded(total, ONE ** BigInt(rows[0]?.length ?? 0));
}

const ONE = 10n ** BigInt(DECIMALS);
const TOO_LARGE = 10n ** BigInt(SIGNIFICANT_DIGITS);

/** The decimal in units of its last possible place. */
function scaled(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}

/** @param denominator above zero */
function rounded(numerator: bigint, denominator: bigint, decimals = DECIMALS): string | null {
  const size = numerator < 0n ? -numerator : numerator;
  const wholeDigits = String(size / denominator).length;
  const places = Math.min(decimals, SIGNIFICANT_DIGITS - wholeDigits);
  if (places < 0) return null;
  const factor = 10n ** BigInt(places);
  const units = (2n * size * factor + denominator) / (2n * denominator);
  if (units >= TOO_LARGE * factor) return null;
  const digits = String(units).padStart(places + 1, '0');
  const point = digits.length - places;
  return canonicalDecimal(`${numerator < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`);
}
