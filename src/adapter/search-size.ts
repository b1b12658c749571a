import { CutError } from '../errors/cut-error.ts';
import { type KeyList, mergeAlternatives } from '../store/alternatives.ts';
import type { Condition } from '../store/condition.ts';
import { checkSize } from '../store/condition-size.ts';

/** What makes the database look at row after row: patterns, order, EXISTS, NOT, alternatives that are no list of keys. Each takes time with the number of rows, and the others wait. */
const MOST_SCANS = 200;

/**
 * Refuses what no caller may make the database do.
 * @throws CutError QUERY_TOO_LARGE
 */
export function checkSearchSize(condition: Condition): void {
  if (scansOf(condition) > MOST_SCANS) {
    throw tooLarge(`it has more than ${MOST_SCANS} comparisons and alternatives other than lists of keys`);
  }
  try {
    checkSize(condition);
  } catch (error) {
    throw inCallersWords(error);
  }
}

/**
 * What a store answers to a search that it may find too large itself.
 * @throws CutError QUERY_TOO_LARGE
 */
export async function answerOf<T>(search: Promise<T>): Promise<T> {
  try {
    return await search;
  } catch (error) {
    throw inCallersWords(error);
  }
}

function inCallersWords(error: unknown): unknown {
  return error instanceof RangeError ? tooLarge(error.message) : error;
}

/** @param negated in what stands in a `not` no index helps, and alternatives stay as they are */
function scansOf(condition: Condition, negated = false): number {
  switch (condition.kind) {
    case 'equals':
    case 'is-null':
      return negated ? 1 : 0;
    case 'compare':
    case 'like':
    case 'no-value':
      return 1;
    case 'not':
      return scansOf(condition.of, true);
    case 'all':
      return condition.of.reduce((sum, part) => sum + scansOf(part, negated), 0);
    case 'any':
      return scansOfAny(negated ? condition.of : mergeAlternatives(condition.of), negated);
    case 'exists':
      return 1 + scansOf(condition.condition);
  }
}

/** A list of keys is looked up at once; beside others each alternative is looked for by itself, and planning takes time with their square. */
function scansOfAny(alternatives: readonly (Condition | KeyList)[], negated: boolean): number {
  const least = alternatives.length > 1 ? 1 : 0;
  return alternatives.reduce(
    (sum, part) => sum + Math.max(least, part.kind === 'keys' ? 0 : scansOf(part, negated)),
    0,
  );
}

function tooLarge(problem: string): CutError {
  return new CutError('QUERY_TOO_LARGE', { problem });
}
