import { setImmediate } from 'node:timers/promises';
import { StoreBusy, type Transaction, WorkTookTooLong } from '../store.ts';
import type { Connection } from './connection.ts';
import type { References } from './references.ts';
import { RowIds } from './row-ids.ts';
import { SqliteTransaction } from './sqlite-transaction.ts';
import { TimeLimit } from './time-limit.ts';
import { whenFree } from './when-free.ts';
import type { WriteTurns } from './write-turns.ts';

/** Most works in one commit. */
const GROUP_LIMIT = 256;
/** When a group has taken this long it commits, so that the event loop has its turn; in milliseconds. */
const GROUP_TIME = 20;
/** So many works have savepoints after one that needed its own; not less than a group has, which is run again. */
const CAREFUL_WORKS = 256;
/** Most works that wait. */
const QUEUE_LIMIT = 10_000;

export interface CommitLimits {
  /** How long to try while another process holds the lock, in milliseconds. */
  readonly busyLimit: number;
  /** How long one work may take, in milliseconds. */
  readonly workLimit: number;
  /** Where other threads write to the same file. */
  readonly turns?: WriteTurns;
}

interface Job {
  run(transaction: Transaction): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Tells a job's caller how it ended. */
type Settle = () => void;

/** How a job has ended within its group. */
interface Ended {
  /** Undefined when it has to be run again. */
  readonly settle: Settle | undefined;
  /** What it has written goes only with the whole group. */
  readonly leavesRows: boolean;
}

/**
 * Runs works one after the other, and commits a group of them with one fsync; a promise settles only after the commit. A work that fails takes
 * nothing of the others with it: mostly it has written nothing. Otherwise all of the group is undone and run again, now each work in a savepoint,
 * and so are those that come next. (Savepoints for all works would cost them more: SQLite keeps a copy of each page in it that was written to
 * before.)
 *
 * A group starts in the check phase of the event loop, when everything that the poll phase brought in has had its turn: requests that
 * arrived together commit together, a single one waits for nothing. While a commit blocks the thread the next group piles up.
 */
export class GroupCommit {
  readonly #connection: Connection;
  readonly #references: References;
  readonly #busyLimit: number;
  readonly #timeLimit: TimeLimit;
  readonly #turns: WriteTurns | undefined;
  readonly #rowIds: RowIds;
  readonly #queue: Job[] = [];
  /** How many of the next works have savepoints. */
  #careful = 0;
  #running: Promise<void> | undefined;

  constructor(connection: Connection, references: References, { busyLimit, workLimit, turns }: CommitLimits) {
    this.#connection = connection;
    this.#references = references;
    this.#busyLimit = busyLimit;
    this.#timeLimit = new TimeLimit(workLimit);
    this.#rowIds = new RowIds(connection);
    this.#turns = turns;
  }

  run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    if (this.#queue.length >= QUEUE_LIMIT) return Promise.reject(new StoreBusy('too many works wait for the database'));
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
      const deadline = performance.now() + this.#busyLimit;
      const endTurn = await this.#turns?.take();
      try {
        await this.#commitGroup(deadline);
      } finally {
        endTurn?.();
      }
    }
    this.#running = undefined;
  }

  /** @param deadline until when to try to get the lock, on the clock of `performance.now` */
  async #commitGroup(deadline: number): Promise<void> {
    const jobs: Job[] = [];
    let hasLock = false;
    try {
      await this.#begin(deadline);
      hasLock = true;
      let settlements: Settle[] = [];
      const end = performance.now() + GROUP_TIME;
      for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
        jobs.push(job);
        const { settle, leavesRows } = await this.#runJob(job, jobs.length === 1);
        if (leavesRows) {
          hasLock = false;
          this.#rollBack();
          settle?.();
          this.#queue.unshift(...(settle === undefined ? jobs : jobs.slice(0, -1)));
          jobs.length = 0;
          settlements = [];
          await this.#begin(performance.now() + this.#busyLimit);
          hasLock = true;
          continue;
        }
        if (settle !== undefined) settlements.push(settle);
        if (jobs.length >= GROUP_LIMIT || performance.now() >= end) break;
      }
      this.#commit();
      for (const settle of settlements) settle();
    } catch (error) {
      // Without the lock nobody gets on: everyone who waits has waited long enough.
      if (!hasLock) jobs.push(...this.#queue.splice(0));
      this.#rollBack();
      for (const job of jobs) job.reject(error);
    }
  }

  /**
   * @param deadline until when to try, on the clock of `performance.now`
   * @throws StoreBusy when another process has the lock for too long
   */
  async #begin(deadline: number): Promise<void> {
    await whenFree(() => this.#connection.run('BEGIN IMMEDIATE'), deadline - performance.now());
  }

  /**
   * @param isAlone no other one is in the group so far
   * @throws what is wrong with the whole group, such as a full disk
   */
  async #runJob(job: Job, isAlone: boolean): Promise<Ended> {
    const hasSavepoints = this.#careful > 0;
    if (hasSavepoints) this.#careful -= 1;
    const parts = { connection: this.#connection, rowIds: this.#rowIds, references: this.#references, hasSavepoints };
    const transaction = new SqliteTransaction(parts);
    if (hasSavepoints) this.#connection.run('SAVEPOINT "work"');
    try {
      const value = await this.#timeLimit.run(job.run(transaction));
      transaction.complete();
      if (hasSavepoints) this.#connection.run('RELEASE "work"');
      return { settle: () => job.resolve(value), leavesRows: false };
    } catch (error) {
      transaction.end();
      // SQLite itself rolls everything back when the disk is full or broken.
      if (!this.#connection.inTransaction) throw error;
      if (transaction.hasWritten) this.#careful = CAREFUL_WORKS;
      if (hasSavepoints) {
        this.#connection.run('ROLLBACK TO "work"');
        this.#connection.run('RELEASE "work"');
      }
      const isFinal = hasSavepoints || !transaction.hasWritten || error instanceof WorkTookTooLong;
      const isSettled = isFinal || (isAlone && !transaction.needsSavepoints);
      const leavesRows = transaction.hasWritten && !hasSavepoints;
      return { settle: isSettled ? () => job.reject(error) : undefined, leavesRows };
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
