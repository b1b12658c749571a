import { CutError } from '../errors/cut-error.ts';
import type { Condition } from '../store/condition.ts';
import { checkSize } from '../store/condition-size.ts';

/** What makes the database look at row after row: patterns, order, EXISTS. Each takes time with the number of rows, and the others wait. */
const MOST_SCANS = 200;

/**
 * Refuses what no caller may make the database do.
 * @throws CutError QUERY_TOO_LARGE
 */
export function checkSearchSize(condition: Condition): void {
  if (scansOf(condition) > MOST_SCANS) {
    throw tooLarge(`it has more than ${MOST_SCANS} comparisons other than plain equality`);
  }
  try {
    checkSize(condition);
  } catch (error) {
    throw error instanceof RangeError ? tooLarge(error.message) : error;
  }
}

function scansOf(condition: Condition): number {
  switch (condition.kind) {
    case 'equals':
    case 'is-null':
      return 0;
    case 'compare':
    case 'like':
    case 'no-value':
      return 1;
    case 'not':
      return scansOf(condition.of);
    case 'all':
    case 'any':
      return condition.of.reduce((sum, part) => sum + scansOf(part), 0);
    case 'exists':
      return 1 + scansOf(condition.condition);
  }
}

function tooLarge(problem: string): CutError {
  return new CutError('QUERY_TOO_LARGE', { problem });
}
