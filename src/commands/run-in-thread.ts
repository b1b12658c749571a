import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { feedMemory } from './feed-memory.ts';
import type { FeedProgressNews } from './feed-progress.ts';
import { ignoreClosedPipe } from './ignore-closed-pipe.ts';

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
  const thread = new Worker(new URL(main), { argv: [...argv], resourceLimits: feedMemory() });
  if (onMessage !== undefined) thread.on('message', onMessage);
  const [code] = await once(thread, 'exit');
  process.exitCode = Number(code);
}
