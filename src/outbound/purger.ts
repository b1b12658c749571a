import { setTimeout } from 'node:timers/promises';
import type { Stamp, Store } from '../store/store.ts';
import { Lease } from './lease.ts';

export interface PurgerParts {
  readonly store: Store;
  /** What is purged, such as `outbox`; of several processes one at a time purges it. */
  readonly name: string;
  /** Milliseconds for which it is kept. */
  readonly retention: number;
  readonly leaseDuration: number;
  readonly stamp: Stamp;
  /** Deletes what is older than the retention time, until it is told to stop. @returns how much */
  readonly purge: (stop: AbortSignal) => Promise<number>;
  readonly onPurged: (count: number) => void;
  readonly onError: (error: unknown) => void;
}

const LONGEST_INTERVAL = 3_600_000;
const SHORTEST_INTERVAL = 1000;

/** Purges, now and then, what has been kept long enough. */
export class Purger {
  readonly #parts: PurgerParts;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: PurgerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running ??= this.#work();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #work(): Promise<void> {
    const { store, name, retention, leaseDuration, stamp, purge, onPurged, onError } = this.#parts;
    const { signal } = this.#stopping;
    const interval = Math.min(Math.max(retention / 10, SHORTEST_INTERVAL), LONGEST_INTERVAL);
    const lease = new Lease(store, `${name} purge`, stamp, leaseDuration);
    while (!signal.aborted) {
      try {
        if (await lease.take()) {
          const count = await purge(signal);
          if (count > 0) onPurged(count);
          await lease.release();
        }
      } catch (error) {
        onError(error);
      }
      await setTimeout(interval, undefined, { signal }).catch(() => {});
    }
  }
}
