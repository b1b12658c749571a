import type { Worker } from 'node:worker_threads';
import type { SplitState } from '../split/feed-splitter.ts';
import { AheadReader } from './ahead-reader.ts';
import type { ChunkReader } from './chunk-reader.ts';
import type { ReadingNews, ReadingOrder, ReadRequest } from './reading-messages.ts';
import { RemoteReader } from './remote-reader.ts';
import type { UnpackParts } from './unpack-chunk.ts';

export interface ReadingThreadParts {
  /** Starts a thread that runs `serveReaders`. */
  readonly startWorker: () => Worker;
  /** Bytes that are left of a feed from which on the thread is worth its start. */
  readonly leastBytes: number;
  /** The thread has failed; feeds are read without it then. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * A thread that splits, decodes and validates feeds for this one, which writes them. It is started for the first feed that is large enough, and,
 * when it has failed, for the next one.
 */
export class ReadingThread implements AsyncDisposable {
  readonly #parts: ReadingThreadParts;
  readonly #readers = new Map<number, RemoteReader>();
  #worker: Worker | undefined;
  #isReady = false;
  #count = 0;

  constructor(parts: ReadingThreadParts) {
    this.#parts = parts;
  }

  /** Starts the thread already now, unless it has been started: a large feed is about to come. */
  start(): void {
    this.#worker ??= this.#started();
  }

  /** @param here reads in this thread: a small feed, until the other thread has started, and when that fails */
  open(request: ReadRequest, here: (state: SplitState) => ChunkReader, unpack: UnpackParts): ChunkReader {
    if (unpack.file.size - request.state.offset < this.#parts.leastBytes) return here(request.state);
    this.start();
    const ahead = (state: SplitState) => (this.#isReady ? this.#open({ ...request, state }, unpack) : undefined);
    return new AheadReader({ here, ahead, onProblem: this.#parts.onProblem }, request.state);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #started(): Worker {
    const worker = this.#parts.startWorker();
    worker.on('message', (news: ReadingNews) => this.#hear(news));
    worker.on('error', (error) => this.#ended(worker, error));
    worker.on('exit', () => this.#ended(worker, new Error('the thread that reads feeds has ended')));
    worker.unref();
    return worker;
  }

  #open(request: ReadRequest, unpack: UnpackParts): RemoteReader {
    this.#count += 1;
    const reader = this.#count;
    this.#send({ kind: 'open', reader, ...request });
    this.#worker?.ref();
    const remote = new RemoteReader({
      unpack,
      order: () => this.#send({ kind: 'next', reader }),
      onClose: () => this.#close(reader),
    });
    this.#readers.set(reader, remote);
    return remote;
  }

  #close(reader: number): void {
    this.#send({ kind: 'close', reader });
    this.#readers.delete(reader);
    if (this.#readers.size === 0) this.#worker?.unref();
  }

  #send(order: ReadingOrder): void {
    this.#worker?.postMessage(order);
  }

  #hear(news: ReadingNews): void {
    if (news.kind === 'ready') this.#isReady = true;
    else if (news.kind === 'chunk') this.#readers.get(news.reader)?.take(news.chunk);
    else this.#readers.get(news.reader)?.fail(news.error);
  }

  #ended(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    const wasRead = this.#readers.size > 0;
    this.#worker = undefined;
    this.#isReady = false;
    for (const reader of this.#readers.values()) reader.fail(error);
    this.#readers.clear();
    if (!wasRead) this.#parts.onProblem(error);
  }
}
