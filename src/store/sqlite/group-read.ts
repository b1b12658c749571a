import { setImmediate } from 'node:timers/promises';
import type { Reader } from '../store.ts';
import type { Connection } from './connection.ts';
import { SqliteReader } from './sqlite-reader.ts';
import { TimeLimit } from './time-limit.ts';

const GROUP_TIME = 20;

interface Job {
  run(reader: Reader): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Runs works that read one after the other, those that arrived together on one snapshot: to begin and end it costs as much as what one of them
 * reads. A snapshot is taken when all its works wait already, so that each of them sees what was committed before it was asked for.
 */
export class GroupRead {
  readonly #connection: Connection;
  readonly #timeLimit: TimeLimit;
  readonly #groupTime: number;
  readonly #queue: Job[] = [];
  #running: Promise<void> | undefined;

  /**
   * @param workLimit how long one work may take, in milliseconds
   * @param groupTime when the works of a snapshot have taken this long, the others get a new one, so that the event loop has its turn; in milliseconds
   */
  constructor(connection: Connection, workLimit: number, groupTime = GROUP_TIME) {
    this.#connection = connection;
    this.#timeLimit = new TimeLimit(workLimit);
    this.#groupTime = groupTime;
  }

  run<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#queue.push({ run: work, resolve: (value) => resolve(value as T), reject });
    this.#running ??= this.#drain();
    return promise;
  }

  /** Resolves when the queue is empty. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      await setImmediate();
      await this.#readGroup(this.#queue.splice(0));
    }
    this.#running = undefined;
  }

  async #readGroup(jobs: readonly Job[]): Promise<void> {
    let done = 0;
    try {
      this.#connection.run('BEGIN');
      const end = performance.now() + this.#groupTime;
      for (const job of jobs) {
        done += 1;
        await this.#runJob(job);
        // SQLite itself ends the snapshot when the disk fails.
        if (!this.#connection.inTransaction || performance.now() >= end) break;
      }
      if (this.#connection.inTransaction) this.#connection.run('COMMIT');
      this.#queue.unshift(...jobs.slice(done));
    } catch (error) {
      for (const job of jobs.slice(done)) job.reject(error);
    }
  }

  async #runJob(job: Job): Promise<void> {
    const reader = new SqliteReader(this.#connection);
    try {
      job.resolve(await this.#timeLimit.run(job.run(reader)));
    } catch (error) {
      job.reject(error);
    } finally {
      reader.end();
    }
  }
}
