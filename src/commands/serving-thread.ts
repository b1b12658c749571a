import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Options } from '../config/options.ts';
import type { Log, LogOptions } from '../telemetry/log.ts';
import type { RequestCounts } from '../telemetry/metrics.ts';
import { answer, ask, type Question } from './ask.ts';
import type { PasswordQuestion, PasswordVerdict } from './password-verdict.ts';
import type { ThreadDatabase } from './thread-database.ts';

/** What the thread is given at its start. */
export interface ServingThreadData {
  readonly options: Options;
  readonly database: ThreadDatabase;
  /** Where the main thread listens. */
  readonly port: number;
  /** See `FeedThread`. */
  readonly calls: Int32Array;
  readonly log: Pick<LogOptions, 'format' | 'colours'>;
}

/** What it is told, beside `counts`, which it is asked for. */
export type ServingThreadOrder = Question<'counts'> | 'stop';

/** What it tells, and what it asks for: the text of all threads' metrics, and whether a password is right. */
export type ServingThreadNews =
  | Question<'metrics'>
  | Question<'password', PasswordQuestion>
  | 'listening'
  | 'feed'
  | { readonly answeredAll: boolean };

/** What a serving thread needs of the main one. */
export interface ServingThreadEvents {
  /** A feed has come. */
  onFeed(): void;
  /** All metrics of the process, which a caller of this thread wants to see. */
  metricsText(): Promise<string>;
  /** Passwords of all threads are checked in one place, which bounds what that takes. */
  checkPassword(question: PasswordQuestion): Promise<PasswordVerdict>;
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
  #state: 'starting' | 'listening' | 'ended' = 'starting';

  constructor(data: ServingThreadData, log: Log, events: ServingThreadEvents) {
    this.#worker = new Worker(MAIN, { workerData: data });
    this.#worker.on('error', (error) => {
      if (this.#state === 'listening') throw error;
      log.error('a thread to answer calls cannot start; the others answer them', { error });
    });
    this.#worker.on('message', (news: ServingThreadNews) => this.#hear(news, events));
    this.#ended = once(this.#worker, 'exit')
      .catch(() => undefined)
      .finally(() => {
        this.#state = 'ended';
      });
  }

  get isListening(): boolean {
    return this.#state === 'listening';
  }

  /** The requests that it answers; undefined when it does not (yet, or any more). */
  async counts(): Promise<RequestCounts | undefined> {
    return this.isListening ? ask<RequestCounts>(this.#worker, { about: 'counts' }, this.#ended) : undefined;
  }

  /**
   * Resolves when it has answered what it was asked, and has ended; one that has not started yet ends at once.
   * @returns whether all requests were answered in time
   */
  async stop(): Promise<boolean> {
    if (this.isListening) this.#worker.postMessage('stop' satisfies ServingThreadOrder);
    else await this.#worker.terminate();
    await this.#ended;
    return this.#answeredAll;
  }

  #hear(news: ServingThreadNews, { onFeed, metricsText, checkPassword }: ServingThreadEvents): void {
    if (news === 'listening') this.#state = 'listening';
    else if (news === 'feed') onFeed();
    else if ('answeredAll' in news) this.#answeredAll = news.answeredAll;
    else if (news.about === 'metrics') void answer(news, metricsText);
    else void answer(news, checkPassword);
  }
}
