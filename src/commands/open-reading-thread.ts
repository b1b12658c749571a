import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Options } from '../config/options.ts';
import { ReadingThread } from '../feed/read/reading-thread.ts';

export type ReadingOptions = Pick<Options, 'mappings' | 'decoder' | 'bodyLimit'>;

/** Source or compiled, as this file is. */
const MAIN = new URL(import.meta.url.replace('open-reading-thread.', 'reading-thread-main.'));

/**
 * Megabytes. What is read lives until it is packed, object by object, so that a small young generation does; the old one has room for an object of
 * the largest size with a mistake in it.
 */
const MEMORY = Object.freeze({ maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1024 });

/** Bytes of a feed. Measured: with less to do, the start of the thread takes more time than it saves. */
export const LARGE_FEED = 8 * 1024 * 1024;

/** The thread that reads feeds ahead of the one that writes them; none where it would have no processor. */
export function openReadingThread(
  { mappings, decoder, bodyLimit }: ReadingOptions,
  onProblem: (error: unknown) => void,
  processors: number = availableParallelism(),
): ReadingThread | undefined {
  if (processors < 2) return undefined;
  const workerData: ReadingOptions = { mappings, decoder, bodyLimit };
  return new ReadingThread({
    startWorker: () => new Worker(MAIN, { workerData, resourceLimits: MEMORY }),
    leastBytes: LARGE_FEED,
    onProblem,
  });
}
