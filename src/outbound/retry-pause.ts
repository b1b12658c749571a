import type { RetryPolicy } from '../model/partner.ts';

/**
 * Milliseconds to wait after so many failed tries of one delivery: `firstPause`, doubled with each failure after the first up to `longestPause`, less up
 * to a half by chance, so that not everyone comes back at once.
 */
export function retryPause(
  failures: number,
  { firstPause, longestPause }: Pick<RetryPolicy, 'firstPause' | 'longestPause'>,
): number {
  const doubled = firstPause * 2 ** Math.min(failures - 1, 40);
  return Math.min(doubled, Math.max(longestPause, firstPause)) * (1 - Math.random() / 2);
}
