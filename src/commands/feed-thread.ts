import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Options } from '../config/options.ts';
import type { Log } from '../telemetry/log.ts';
import { feedMemory } from './feed-memory.ts';
import type { FeedThreadNews } from './feed-news.ts';

/** What the thread is given at its start. */
export interface FeedThreadData {
  readonly options: Options;
  /** One number, which changes with every call of the service. */
  readonly calls: Int32Array;
}

/** Source or compiled, as this file is. */
const MAIN = new URL(import.meta.url.replace('feed-thread.', 'feed-thread-main.'));
/** How long after its sudden end the thread is started again, in milliseconds. */
const REST = 5_000;

/**
 * The thread that works on feeds beside a service, with a connection of its own to the database, so that those who call wait for it no more than for
 * another process. It is started when there is something to do for the first time.
 */
export class FeedThread {
  /** One number, which changes with every call of the service; whoever else answers calls may count there. */
  readonly calls = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #options: Options;
  readonly #log: Log;
  #worker: Worker | undefined;
  #restart: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: Options, log: Log) {
    this.#options = options;
    this.#log = log;
  }

  /** Somebody calls the service. */
  called(): void {
    Atomics.add(this.calls, 0, 1);
  }

  /** There is a feed to work on. */
  wake(): void {
    if (this.#stopping) return;
    this.#worker ??= this.#start();
    this.#worker.postMessage('wake');
  }

  /** Resolves when the thread has ended; feeds that are not at their end wait. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    if (worker === undefined) return;
    const exit = once(worker, 'exit');
    worker.postMessage('stop');
    await exit;
  }

  #start(): Worker {
    const data: FeedThreadData = { options: this.#options, calls: this.calls };
    const worker = new Worker(MAIN, { workerData: data, resourceLimits: feedMemory() });
    worker.on('message', ({ level, message, fields }: FeedThreadNews) => this.#log[level](message, fields));
    worker.on('error', (error) => this.#log.error('the feed thread has crashed', { error }));
    worker.on('exit', () => {
      this.#worker = undefined;
      if (!this.#stopping) this.#restart = setTimeout(() => this.wake(), REST);
    });
    return worker;
  }
}
