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

export interface SqliteTransactionParts {
  readonly connection: Connection;
  readonly rowIds: RowIds;
  readonly references: References;
  /** Whether parts of the work can be undone by themselves. */
  readonly hasSavepoints: boolean;
}

/** A part of a work has failed after it had written something, and only a savepoint could have undone that. */
class SavepointMissing extends Error {
  override readonly name = 'SavepointMissing';

  constructor(cause: unknown) {
    super('a part of the transaction cannot be undone by itself', { cause });
  }
}

/**
 * One work's part of a group's transaction.
 *
 * A savepoint costs a good part of what is written in it (SQLite keeps a copy of each page that was written to before), and hardly ever is
 * anything undone: what is wrong with a message is found before it is written. So there are none at first. When one turns out to be missing, the
 * work has to be run again, with them.
 */
export class SqliteTransaction extends SqliteReader implements Transaction {
  readonly #rowIds: RowIds;
  readonly #references: References;
  readonly #hasSavepoints: boolean;
  /** How often something was written. */
  #writes = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor({ connection, rowIds, references, hasSavepoints }: SqliteTransactionParts) {
    super(connection);
    this.#rowIds = rowIds;
    this.#references = references;
    this.#hasSavepoints = hasSavepoints;
  }

  /** Whether there may be something to undo. */
  get hasWritten(): boolean {
    return this.#writes > 0;
  }

  get needsSavepoints(): boolean {
    return this.#failure?.error instanceof SavepointMissing;
  }

  async allocateRowIds(count: number): Promise<readonly string[]> {
    this.assertOpen();
    return this.#rowIds.allocate(count);
  }

  async nextSequence(name: string, count: number): Promise<number> {
    this.assertOpen();
    this.#writes += 1;
    const [row] = this.connection.all(NEXT_SEQUENCE, [name, 1 + count, count]);
    return Number(row?.[0]) - count;
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    this.assertOpen();
    const before = this.#writes;
    if (this.#hasSavepoints) this.connection.run('SAVEPOINT "part"');
    try {
      const value = await work();
      super.assertOpen();
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#hasSavepoints) this.connection.run('RELEASE "part"');
      return value;
    } catch (error) {
      if (this.#hasSavepoints) this.#undoPart(error);
      else this.#leavePart(error, this.#writes > before);
      throw error;
    }
  }

  async apply(changes: readonly RowChange[], stamp: Stamp, explain: Explain = asItIs): Promise<void> {
    this.assertOpen();
    this.#writes += 1;
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
   * @throws what `apply` threw, also when the work swallowed it; Error when SQLite has rolled the transaction back
   */
  complete(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    this.assertOpen();
    this.end();
  }

  /** @throws SavepointMissing */
  #leavePart(error: unknown, hasWritten: boolean): void {
    // SQLite itself rolls everything back when the disk is full or broken.
    if (!this.connection.inTransaction) this.#failure = { error };
    else if (hasWritten) {
      this.#failure = { error: new SavepointMissing(error) };
      throw this.#failure.error;
    }
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
    // SQLite does so by itself when the disk is full or broken: each statement would be a transaction of its own.
    if (!this.connection.inTransaction) throw new Error('SQLite has rolled the transaction back');
  }
}

function asItIs(error: unknown): unknown {
  return error;
}
