import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FeedProgressNews } from './feed-progress.ts';
import { ignoreClosedPipe } from './ignore-closed-pipe.ts';

/**
 * Megabytes. What is in work lives just long enough to leave a young generation of the usual size half full; V8 would then give the old one
 * several hundred megabytes; twice as much is no faster. The old one has room for an object of the largest size with a mistake in it, which takes more than 192.
 */
export const THREAD_MEMORY = Object.freeze({ maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 1024 });

/**
 * Runs `main` with these arguments in a thread whose memory is bounded, and takes over its exit code.
 * @param onMessage gets what the thread tells
 */
export async function runInThread(
  main: string,
  argv: readonly string[],
  onMessage?: (message: FeedProgressNews) => void,
): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  const thread = new Worker(new URL(main), { argv: [...argv], resourceLimits: THREAD_MEMORY });
  if (onMessage !== undefined) thread.on('message', onMessage);
  const [code] = await once(thread, 'exit');
  process.exitCode = Number(code);
}
