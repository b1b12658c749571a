/** Days are counted in UTC, where each has 24 hours, so that the machine's time zone has no part in it. */
import { quotient } from '../../model/data-types/decimal-arithmetic.ts';
import type { Value } from './expression-function.ts';

const DAY = 86_400_000;
const SECOND = 1_000;
const FIRST = momentOf('1000-01-01');
const LAST = momentOf('9999-12-31 23:59:59');

/**
 * A canonical date or date-time so many days later; null outside the years 1000 to 9999.
 * @param days a date counts whole ones only; parts of a day are rounded to seconds
 */
export function daysLater(canonical: string, days: number, hasTime: boolean): Value {
  const later = momentOf(canonical) + Math.round(((hasTime ? days : Math.trunc(days)) * DAY) / SECOND) * SECOND;
  if (later < FIRST || later > LAST) return null;
  const text = new Date(later).toISOString();
  return hasTime ? `${text.slice(0, 10)} ${text.slice(11, 19)}` : text.slice(0, 10);
}

/** How many days `later` is after `earlier`, a decimal. */
export function daysBetween(later: string, earlier: string): Value {
  return quotient(String((momentOf(later) - momentOf(earlier)) / SECOND), String(DAY / SECOND));
}

function momentOf(canonical: string): number {
  return Date.parse(`${canonical.slice(0, 10)}T${canonical.slice(11) || '00:00:00'}Z`);
}
