const LONGEST_PAUSE = 60_000;

/**
 * Milliseconds to wait after so many failures in a row: `interval`, doubled with each failure after the first up to a minute, less up to
 * a half by chance, so that not everyone comes back at once.
 */
export function retryPause(failures: number, interval: number): number {
  if (failures === 0) return interval;
  const longest = Math.max(LONGEST_PAUSE, interval);
  return Math.min(interval * 2 ** (failures - 1), longest) * (1 - Math.random() / 2);
}
