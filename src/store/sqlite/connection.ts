import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { StoredValue } from './values.ts';

export interface ConnectionOptions {
  readonly path: string;
  readonly readOnly?: boolean;
  /** How long a statement may block the thread while another process holds the lock, in milliseconds. */
  readonly busyTimeout?: number;
}

export type Parameter = string | number | null;

const STATEMENT_LIMIT = 1000;
const BUSY_TIMEOUT = 5000;

/**
 * A connection to a database file, with its prepared statements.
 *
 * SQLite's own enforcement of foreign keys stays off: it would blame the whole group of works that commits together, and names neither table nor
 * value; `ReferenceCheck` does it for each work instead.
 */
export class Connection {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor({ path, readOnly = false, busyTimeout = BUSY_TIMEOUT }: ConnectionOptions) {
    this.database = new DatabaseSync(path, {
      readOnly,
      timeout: BUSY_TIMEOUT,
      enableForeignKeyConstraints: false,
      enableDoubleQuotedStringLiterals: false,
    });
    if (!readOnly)
      this.database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000');
    this.database.exec(
      `PRAGMA busy_timeout = ${busyTimeout}; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF`,
    );
  }

  get inTransaction(): boolean {
    return this.database.isTransaction;
  }

  all(sql: string, parameters: readonly Parameter[] = []): StoredValue[][] {
    return this.#prepare(sql).all(...parameters) as unknown as StoredValue[][];
  }

  /** How many rows changed. */
  run(sql: string, parameters: readonly Parameter[] = []): number {
    return Number(this.#prepare(sql).run(...parameters).changes);
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    if (this.#statements.size >= STATEMENT_LIMIT) this.#forgetOldest();
    this.#statements.set(sql, statement);
    return statement;
  }

  #forgetOldest(): void {
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined) this.#statements.delete(oldest);
  }
}
