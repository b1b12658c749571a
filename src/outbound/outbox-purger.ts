import { setTimeout } from 'node:timers/promises';
import type { Stamp, Store } from '../store/store.ts';
import { Lease } from './lease.ts';
import { purgeOutbox } from './purge.ts';

interface OutboxPurgerParts {
  readonly store: Store;
  /** Milliseconds for which deliveries that are over are kept. */
  readonly retention: number;
  readonly leaseDuration: number;
  readonly stamp: Stamp;
  readonly onPurged: (count: number) => void;
  readonly onError: (error: unknown) => void;
}

const LONGEST_INTERVAL = 3_600_000;
const SHORTEST_INTERVAL = 1000;

/** Purges what is delivered or skipped and older than the retention time, now and then. Dead letters stay until somebody decides about them. */
export class OutboxPurger {
  readonly #parts: OutboxPurgerParts;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: OutboxPurgerParts) {
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
    const { store, retention, leaseDuration, stamp, onPurged, onError } = this.#parts;
    const { signal } = this.#stopping;
    const interval = Math.min(Math.max(retention / 10, SHORTEST_INTERVAL), LONGEST_INTERVAL);
    const lease = new Lease(store, 'outbox purge', stamp, leaseDuration);
    while (!signal.aborted) {
      try {
        if (await lease.take()) {
          const count = await purgeOutbox(store, { age: retention, statuses: ['Delivered', 'Skipped'] }, stamp);
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
