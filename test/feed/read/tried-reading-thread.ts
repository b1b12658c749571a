import { once } from 'node:events';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ReadingOptions } from '../../../src/commands/open-reading-thread.ts';
import { PACKAGE_ROOT } from '../../../src/config/package-root.ts';
import type { ReadingNews } from '../../../src/feed/read/reading-messages.ts';
import { ReadingThread } from '../../../src/feed/read/reading-thread.ts';
import { decoderWay } from '../../support/decoder-way.ts';

const MAIN = new URL('../../../src/commands/reading-thread-main.ts', import.meta.url);

/** A thread that reads feeds of any size, as a service has one, and what a test sees of it. */
export class TriedReadingThread implements AsyncDisposable {
  readonly reading: ReadingThread;
  readonly problems: unknown[] = [];
  /** That have been started, the newest last. */
  readonly workers: Worker[] = [];
  /** Chunks that it has read. */
  chunks = 0;

  constructor(leastBytes = 0) {
    this.reading = new ReadingThread({
      startWorker: () => this.#start(),
      leastBytes,
      onProblem: (error) => this.problems.push(error),
    });
  }

  /** Starts the thread, and waits until it reads. */
  async start(): Promise<void> {
    this.reading.start();
    const worker = this.workers.at(-1);
    if (worker === undefined) throw new Error('no thread was started');
    worker.ref();
    await once(worker, 'message');
    worker.unref();
    await setImmediate();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.reading[Symbol.asyncDispose]();
  }

  #start(): Worker {
    const workerData: ReadingOptions = {
      mappings: join(PACKAGE_ROOT, 'mappings'),
      decoder: decoderWay,
      bodyLimit: 50_000,
    };
    const worker = new Worker(MAIN, { workerData, execArgv: ['--disable-warning=ExperimentalWarning'] });
    worker.on('message', ({ kind }: ReadingNews) => {
      if (kind === 'chunk') this.chunks += 1;
    });
    this.workers.push(worker);
    return worker;
  }
}
