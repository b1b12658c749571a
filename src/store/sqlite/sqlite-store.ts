import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Table } from '../../model/model.ts';
import type { WantedTriggers } from '../change-triggers.ts';
import { CUT_TABLES } from '../cut-tables.ts';
import type { Reader, Store, Transaction } from '../store.ts';
import { Connection } from './connection.ts';
import { GroupCommit } from './group-commit.ts';
import { GroupRead } from './group-read.ts';
import { applyMigration } from './migrate.ts';
import { References } from './references.ts';
import { whenFree } from './when-free.ts';
import { WriteTurns } from './write-turns.ts';

export interface SqliteStoreOptions {
  /** Of the database file; it and its directory are made when they are not there. */
  readonly path: string;
  /** The model's tables; our own come with the store. */
  readonly tables: Iterable<Table>;
  /** Left as they are when left out. */
  readonly triggers?: WantedTriggers;
  /** Nothing is written, not even a migration. */
  readonly readOnly?: boolean;
  /** How long a write waits for another process, in milliseconds. */
  readonly busyLimit?: number;
  /** How long one work may take, in milliseconds. */
  readonly workLimit?: number;
  /** Bytes of the database that each connection keeps in memory. */
  readonly pageCache?: number;
  /** From `shareWriteTurns`, where several threads of this process write to the file. */
  readonly writeTurns?: Int32Array;
}

const BUSY_LIMIT = 10_000;
const WORK_LIMIT = 30_000;
/** How long one attempt to get the write lock may block the thread, in milliseconds. */
const WRITER_BUSY_TIMEOUT = 5;

/** The embedded database: one SQLite file, a connection that writes and one that reads. */
export class SqliteStore implements Store {
  readonly dialect = 'sqlite';
  readonly remarks = Object.freeze([]);
  readonly #writer: Connection | undefined;
  readonly #reader: Connection;
  readonly #commits: GroupCommit | undefined;
  readonly #reads: GroupRead;
  #closing: Promise<void> | undefined;

  private constructor(reader: Connection, workLimit: number, writer?: Connection, commits?: GroupCommit) {
    this.#reader = reader;
    this.#reads = new GroupRead(reader, workLimit);
    this.#writer = writer;
    this.#commits = commits;
  }

  /**
   * Opens the database and brings it to the form of `tables` and `triggers`.
   * @throws MigrationRefused when that would destroy something; StoreBusy when another process holds the lock for too long
   */
  static async open({
    path,
    tables,
    triggers,
    readOnly = false,
    busyLimit = BUSY_LIMIT,
    workLimit = WORK_LIMIT,
    writeTurns,
    ...cache
  }: SqliteStoreOptions): Promise<SqliteStore> {
    if (readOnly) return new SqliteStore(new Connection({ path, readOnly: true, ...cache }), workLimit);
    const all = [...tables, ...CUT_TABLES];
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    createFile(path);
    // SQLite waits for nobody where a new database gets its write-ahead log.
    await whenFree(() => migrate(path, all, triggers), busyLimit);
    const writer = await whenFree(
      () => new Connection({ path, busyTimeout: WRITER_BUSY_TIMEOUT, ...cache }),
      busyLimit,
    );
    const commits = new GroupCommit(writer, new References(all), {
      busyLimit,
      workLimit,
      ...(writeTurns === undefined ? {} : { turns: new WriteTurns(writeTurns) }),
    });
    return new SqliteStore(new Connection({ path, readOnly: true, ...cache }), workLimit, writer, commits);
  }

  async read<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    this.#assertOpen();
    return this.#reads.run(work);
  }

  async write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    this.#assertOpen();
    if (this.#commits === undefined) throw new Error('the store is open for reading only');
    return this.#commits.run(work);
  }

  async ping(): Promise<void> {
    this.#assertOpen();
    this.#reader.all('SELECT count(*) FROM sqlite_schema');
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeWhenIdle();
    return this.#closing;
  }

  async #closeWhenIdle(): Promise<void> {
    await Promise.all([this.#reads.idle(), this.#commits?.idle()]);
    this.#reader.close();
    this.#writer?.close();
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw new Error('the store is closed');
  }
}

/**
 * A new database is its owner's alone; SQLite gives the files beside it the same permissions. A database that is there is not touched: a process that closes a file loses all its
 * locks on it, those of other connections too (POSIX; sqlite.org/howtocorrupt.html, 2.2), and the next program that closes the database would take the write-ahead log away.
 */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'ax', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function migrate(path: string, tables: readonly Table[], triggers: WantedTriggers | undefined): void {
  const connection = new Connection({ path });
  try {
    applyMigration(connection, tables, triggers);
  } finally {
    connection.close();
  }
}
