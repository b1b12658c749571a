import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Transaction } from '../store.ts';
import type { Connection } from './connection.ts';
import type { References } from './references.ts';
import { RowIds } from './row-ids.ts';
import { isBusy } from './sqlite-errors.ts';
import { SqliteTransaction } from './sqlite-transaction.ts';

/** Most works in one commit. */
const GROUP_LIMIT = 256;

interface Job {
  run(transaction: Transaction): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Tells a job's caller how it ended. */
type Settle = () => void;

/**
 * Runs works one after the other, each in a savepoint, and commits a group of them with one fsync. A work that fails takes nothing of the
 * others with it; a promise settles only after the commit.
 *
 * A group starts in the check phase of the event loop, when everything that the poll phase brought in has had its turn: requests that
 * arrived together commit together, a single one waits for nothing. While a commit blocks the thread the next group piles up.
 */
export class GroupCommit {
  readonly #connection: Connection;
  readonly #references: References;
  readonly #busyLimit: number;
  readonly #rowIds: RowIds;
  #queue: Job[] = [];
  #running: Promise<void> | undefined;

  /** @param busyLimit how long to try while another process holds the lock, in milliseconds */
  constructor(connection: Connection, references: References, busyLimit: number) {
    this.#connection = connection;
    this.#references = references;
    this.#busyLimit = busyLimit;
    this.#rowIds = new RowIds(connection);
  }

  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
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
      await this.#commitGroup();
    }
    this.#running = undefined;
  }

  async #commitGroup(): Promise<void> {
    let jobs: Job[] = [];
    try {
      await this.#begin();
      jobs = this.#takeGroup();
      const settlements: Settle[] = [];
      for (const job of jobs) settlements.push(await this.#runJob(job));
      this.#commit();
      for (const settle of settlements) settle();
    } catch (error) {
      if (jobs.length === 0) jobs = this.#takeGroup();
      this.#rollBack();
      for (const job of jobs) job.reject(error);
    }
  }

  #takeGroup(): Job[] {
    const group = this.#queue.slice(0, GROUP_LIMIT);
    this.#queue = this.#queue.slice(GROUP_LIMIT);
    return group;
  }

  /** Takes the write lock; while another process holds it, tries again without blocking the thread for long. */
  async #begin(): Promise<void> {
    const deadline = performance.now() + this.#busyLimit;
    for (let pause = 1; ; pause = Math.min(2 * pause, 32)) {
      try {
        this.#connection.run('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
      }
      await setTimeout(pause * (1 + Math.random()));
    }
  }

  /** @throws what is wrong with the whole group, such as a full disk */
  async #runJob(job: Job): Promise<Settle> {
    const transaction = new SqliteTransaction(this.#connection, this.#rowIds, this.#references);
    this.#connection.run('SAVEPOINT "work"');
    try {
      const value = await job.run(transaction);
      transaction.complete();
      this.#connection.run('RELEASE "work"');
      return () => job.resolve(value);
    } catch (error) {
      transaction.end();
      // SQLite itself rolls everything back when the disk is full or broken.
      if (!this.#connection.inTransaction) throw error;
      this.#connection.run('ROLLBACK TO "work"');
      this.#connection.run('RELEASE "work"');
      return () => job.reject(error);
    }
  }

  #commit(): void {
    this.#rowIds.write();
    this.#connection.run('COMMIT');
    this.#rowIds.committed();
  }

  #rollBack(): void {
    this.#rowIds.rolledBack();
    try {
      if (this.#connection.inTransaction) this.#connection.run('ROLLBACK');
    } catch {
      // The transaction stays open and uncommitted: the next BEGIN fails and says so.
    }
  }
}
