import { setTimeout } from 'node:timers/promises';
import { StoreBusy } from '../store.ts';
import { isBusy } from './sqlite-errors.ts';

/**
 * What `attempt` returns; while another process holds the lock it is made again, with growing pauses that do not block the thread.
 * @param limit how long to try, in milliseconds
 * @throws StoreBusy when that takes too long
 */
export async function whenFree<T>(attempt: () => T, limit: number): Promise<T> {
  const deadline = performance.now() + limit;
  for (let pause = 1; ; pause = Math.min(2 * pause, 32)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) throw new StoreBusy('another process holds the lock', { cause: error });
    }
    await setTimeout(pause * (1 + Math.random()));
  }
}
