import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Options } from '../config/options.ts';
import type { Log, LogOptions } from '../telemetry/log.ts';
import type { RequestCounts } from '../telemetry/metrics.ts';
import { ask, type Question } from './ask.ts';

/** What the thread is given at its start. */
export interface ServingThreadData {
  readonly options: Options;
  /** Where the main thread listens. */
  readonly port: number;
  /** See `FeedThread`. */
  readonly calls: Int32Array;
  /** See `WriteTurns`. */
  readonly writeTurns: Int32Array;
  readonly log: Pick<LogOptions, 'format' | 'colours'>;
}

/** What it is told, beside `counts`, which it is asked for. */
export type ServingThreadOrder = Question<'counts'> | 'stop';

/** What it tells, beside `metrics`, the text of all threads' metrics, which it asks for. */
export type ServingThreadNews = Question<'metrics'> | 'listening' | 'feed' | { readonly answeredAll: boolean };

/** What a serving thread needs of the main one. */
export interface ServingThreadEvents {
  /** A feed has come. */
  onFeed(): void;
  /** All metrics of the process, which a caller of this thread wants to see. */
  metricsText(): Promise<string>;
}

/** Source or compiled, as this file is. */
const MAIN = new URL(import.meta.url.replace('serving-thread.', 'serving-thread-main.'));

/**
 * A thread that answers calls as the main one does, at the same address, with connections of its own to the database. What nobody has caught in it ends the
 * whole process, like what nobody has caught in the main thread; when it cannot start, the others go on.
 */
export class ServingThread {
  readonly #worker: Worker;
  readonly #ended: Promise<unknown>;
  #answeredAll = true;
  #listening = false;

  constructor(data: ServingThreadData, log: Log, events: ServingThreadEvents) {
    this.#worker = new Worker(MAIN, { workerData: data });
    this.#ended = once(this.#worker, 'exit').catch(() => undefined);
    this.#worker.on('error', (error) => {
      if (this.#listening) throw error;
      log.error('a thread to answer calls cannot start; the others answer them', { error });
    });
    this.#worker.on('message', (news: ServingThreadNews) => this.#hear(news, events));
  }

  /** The requests that it answers; undefined when it does not (any more). */
  counts(): Promise<RequestCounts | undefined> {
    return ask<RequestCounts>(this.#worker, 'counts');
  }

  /**
   * Resolves when it has answered what it was asked, and has ended.
   * @returns whether all requests were answered in time
   */
  async stop(): Promise<boolean> {
    this.#worker.postMessage('stop' satisfies ServingThreadOrder);
    await this.#ended;
    return this.#answeredAll;
  }

  #hear(news: ServingThreadNews, { onFeed, metricsText }: ServingThreadEvents): void {
    if (news === 'listening') this.#listening = true;
    else if (news === 'feed') onFeed();
    else if ('answeredAll' in news) this.#answeredAll = news.answeredAll;
    else void metricsText().then((text) => news.reply.postMessage(text));
  }
}
