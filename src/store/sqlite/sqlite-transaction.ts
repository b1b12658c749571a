import type { Explain, RowChange, Stamp, Transaction } from '../store.ts';
import type { Connection } from './connection.ts';
import { ReferenceCheck } from './reference-check.ts';
import type { References } from './references.ts';
import type { RowIds } from './row-ids.ts';
import { writeRows } from './row-writer.ts';
import { SqliteReader } from './sqlite-reader.ts';

/** A counter begins with 1; SQLite's write lock keeps the others out until the transaction ends. */
const NEXT_SEQUENCE = `INSERT INTO "CUT_SEQUENCE" ("NAME", "NEXT_NUM") VALUES (?, ?)
  ON CONFLICT ("NAME") DO UPDATE SET "NEXT_NUM" = "NEXT_NUM" + ? RETURNING "NEXT_NUM"`;

/** One work's part of a group's transaction. */
export class SqliteTransaction extends SqliteReader implements Transaction {
  readonly #rowIds: RowIds;
  readonly #references: References;
  #failure: { readonly error: unknown } | undefined;

  constructor(connection: Connection, rowIds: RowIds, references: References) {
    super(connection);
    this.#rowIds = rowIds;
    this.#references = references;
  }

  async allocateRowIds(count: number): Promise<readonly string[]> {
    this.assertOpen();
    return this.#rowIds.allocate(count);
  }

  async nextSequence(name: string, count: number): Promise<number> {
    this.assertOpen();
    const [row] = this.connection.all(NEXT_SEQUENCE, [name, 1 + count, count]);
    return Number(row?.[0]) - count;
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    this.assertOpen();
    this.connection.run('SAVEPOINT "part"');
    try {
      const value = await work();
      super.assertOpen();
      if (this.#failure !== undefined) throw this.#failure.error;
      this.connection.run('RELEASE "part"');
      return value;
    } catch (error) {
      this.#undoPart(error);
      throw error;
    }
  }

  async apply(changes: readonly RowChange[], stamp: Stamp, explain: Explain = asItIs): Promise<void> {
    this.assertOpen();
    try {
      const check = new ReferenceCheck(this.connection, this.#references);
      writeRows(this.connection, changes, stamp, check);
      check.verify();
    } catch (cause) {
      const error = explain(cause);
      this.#failure = { error };
      throw error;
    }
  }

  /**
   * Ends the work well.
   * @throws what `apply` threw, also when the work swallowed it
   */
  complete(): void {
    this.end();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  #undoPart(error: unknown): void {
    // When the work was given up, its savepoints are gone, and others may be open.
    if (this.ended) return;
    // SQLite itself rolls everything back when the disk is full or broken.
    if (!this.connection.inTransaction) {
      this.#failure = { error };
      return;
    }
    this.connection.run('ROLLBACK TO "part"');
    this.connection.run('RELEASE "part"');
    this.#failure = undefined;
  }

  protected override assertOpen(): void {
    super.assertOpen();
    if (this.#failure !== undefined) throw new Error('the transaction has failed', { cause: this.#failure.error });
  }
}

function asItIs(error: unknown): unknown {
  return error;
}
