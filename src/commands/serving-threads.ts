import type { Log } from '../telemetry/log.ts';
import type { RequestCounts } from '../telemetry/metrics.ts';
import { ServingThread, type ServingThreadData, type ServingThreadEvents } from './serving-thread.ts';

/** The threads that answer calls beside the main one. */
export class ServingThreads {
  readonly #log: Log;
  readonly #events: ServingThreadEvents;
  readonly #threads: ServingThread[] = [];

  constructor(log: Log, events: ServingThreadEvents) {
    this.#log = log;
    this.#events = events;
  }

  /** They take calls as soon as they can. */
  start(count: number, data: ServingThreadData): void {
    for (let thread = 0; thread < count; thread += 1)
      this.#threads.push(new ServingThread(data, this.#log, this.#events));
  }

  /** How many answer calls. */
  get listening(): number {
    return this.#threads.filter(({ isListening }) => isListening).length;
  }

  /** Of each thread, the requests that it answers. */
  async counts(): Promise<readonly RequestCounts[]> {
    const all = await Promise.all(this.#threads.map((thread) => thread.counts()));
    return all.filter((counts) => counts !== undefined);
  }

  /** @returns whether all requests were answered in time */
  async stop(): Promise<boolean> {
    const answered = await Promise.all(this.#threads.map((thread) => thread.stop()));
    return answered.every(Boolean);
  }
}
