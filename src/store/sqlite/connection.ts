import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { registerFunctions } from './functions.ts';
import { StatementCache } from './statement-cache.ts';
import type { StoredValue } from './values.ts';

export interface ConnectionOptions {
  readonly path: string;
  readonly readOnly?: boolean;
  /** How long a statement may block the thread while another process holds the lock, in milliseconds. */
  readonly busyTimeout?: number;
  /** Bytes of the database that are kept in memory. */
  readonly pageCache?: number;
}

export type Parameter = string | number | null;

const BUSY_TIMEOUT = 5000;
const PAGE_CACHE = 64 * 1024 * 1024;
/**
 * Pages of the write-ahead log (64 MB) from which on they are copied into the database. Pages that are written to again and again are copied once: of a feed whose
 * keys come in no order, a quarter of as many makes the time longer by a quarter.
 */
const LOG_PAGES = 16_000;

/**
 * A connection to a database file, with its prepared statements.
 *
 * SQLite's own enforcement of foreign keys stays off: it would blame the whole group of works that commits together, and names neither table nor
 * value; `ReferenceCheck` does it for each work instead.
 */
export class Connection {
  readonly database: DatabaseSync;
  readonly #statements = new StatementCache((sql) => this.#prepare(sql));
  readonly #bulkStatements = new Map<string, { readonly sql: string; readonly statement: StatementSync }>();

  constructor({ path, readOnly = false, busyTimeout = BUSY_TIMEOUT, pageCache = PAGE_CACHE }: ConnectionOptions) {
    this.database = new DatabaseSync(path, {
      readOnly,
      timeout: BUSY_TIMEOUT,
      enableForeignKeyConstraints: false,
      enableDoubleQuotedStringLiterals: false,
    });
    try {
      this.#configure(readOnly, busyTimeout, pageCache);
    } catch (error) {
      this.database.close();
      throw error;
    }
  }

  get inTransaction(): boolean {
    return this.database.isTransaction;
  }

  all(sql: string, parameters: readonly Parameter[] = []): StoredValue[][] {
    return this.#statements.get(sql).all(...parameters) as unknown as StoredValue[][];
  }

  /** How many rows changed. */
  run(sql: string, parameters: readonly Parameter[] = []): number {
    return Number(this.#statements.get(sql).run(...parameters).changes);
  }

  /**
   * Inserts a row. How many changed is not asked: of an insert, to say so takes a tenth of the time.
   * @param bulk names what is inserted with a text that will soon be another one: only its last statement is kept
   */
  insert(sql: string, parameters: readonly Parameter[], bulk?: string): void {
    const statement = bulk === undefined ? this.#statements.get(sql) : this.#bulkStatement(bulk, sql);
    statement.get(...parameters);
  }

  close(): void {
    this.#statements.clear();
    this.#bulkStatements.clear();
    this.database.close();
  }

  #configure(readOnly: boolean, busyTimeout: number, pageCache: number): void {
    registerFunctions(this.database);
    if (!readOnly)
      this.database.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${LOG_PAGES}`,
      );
    this.database.exec(
      `PRAGMA busy_timeout = ${busyTimeout}; PRAGMA cache_size = -${Math.ceil(pageCache / 1024)}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF`,
    );
  }

  #bulkStatement(bulk: string, sql: string): StatementSync {
    const last = this.#bulkStatements.get(bulk);
    if (last?.sql === sql) return last.statement;
    const statement = this.#prepare(sql);
    this.#bulkStatements.set(bulk, { sql, statement });
    return statement;
  }

  #prepare(sql: string): StatementSync {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}
