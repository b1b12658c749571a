/** What a query may have at most. Callers choose their queries, and each limit is far beyond any that a person writes. */
import { tooLarge } from './query-error.ts';

/** UTF-16 code units. */
const LONGEST_QUERY = 32_768;

/** Operators, names and values of one query. */
export const MOST_NODES = 5_000;

/** Expressions around another one. */
export const DEEPEST_QUERY = 64;

/** Leaves of a bound condition: LIKE on a list of values becomes one for each value. */
export const MOST_COMPARISONS = 10_000;

/** EXISTS around another one, as the store has it. */
export const DEEPEST_EXISTS = 8;

/** @throws CutError QUERY_TOO_LARGE */
export function checkLength(text: string): void {
  if (text.length > LONGEST_QUERY) throw tooLarge(`it has more than ${LONGEST_QUERY} characters`);
}
