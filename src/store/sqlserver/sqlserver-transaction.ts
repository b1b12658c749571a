import { utcNow } from '../clock.ts';
import type { Condition } from '../condition.ts';
import type { Explain, Find, Row, RowChange, Select, Shape, Stamp, Transaction, Value } from '../store.ts';
import { changeBatch } from './change-batch.ts';
import { planStatements } from './change-plan.ts';
import type { CommitMarks } from './commit-marks.ts';
import { quoteName, tableName } from './identifiers.ts';
import type { RowIds } from './row-ids.ts';
import type { Session } from './session.ts';
import type { Reading, Statement } from './sql.ts';
import { isConflict, isOutage, isUniqueViolation } from './sqlserver-errors.ts';
import { SqlServerReader } from './sqlserver-reader.ts';
import type { TableOrder } from './table-order.ts';
import type { Violations } from './violations.ts';

/** What all transactions of a store share. */
export interface TransactionParts {
  readonly schema: string;
  readonly rowIds: RowIds;
  readonly marks: CommitMarks;
  readonly order: TableOrder;
  readonly violations: Violations;
}

/** Changes that wait to be sent, and who explains what the database refuses of them. */
interface Pending {
  readonly changes: RowChange[];
  readonly stamp: Stamp;
  readonly explain: Explain;
}

/**
 * One work's transaction. Changes wait until something is read, or the work ends: then they go to the server together, the last ones with the commit.
 *
 * Of every row that is read its MODIFICATION_NUM is kept, and it is changed only as long as it still has that. Locks for update keep others from
 * changing it on SQL Server; that one comes after the other does not depend on them.
 */
export class SqlServerTransaction extends SqlServerReader implements Transaction {
  readonly #parts: TransactionParts;
  /** MODIFICATION_NUM of the rows read, by table and ROW_ID. */
  readonly #read = new Map<string, Map<string, Value>>();
  #pending: Pending[] = [];
  /** Savepoints around what is done now. */
  #depth = 0;
  #hasWritten = false;
  #commitId: string | undefined;
  #failure: { readonly error: unknown; readonly cause: unknown } | undefined;

  constructor(session: Session, parts: TransactionParts) {
    super(session, parts.schema);
    this.#parts = parts;
  }

  override async find(finds: readonly Find[]): Promise<readonly (readonly Row[])[]> {
    await this.#flush();
    return this.#noting(() => super.find(finds));
  }

  override async select(select: Select): Promise<readonly Row[]> {
    await this.#flush();
    return this.#noting(() => super.select(select));
  }

  override async count(shape: Shape, condition: Condition): Promise<number> {
    await this.#flush();
    return this.#noting(() => super.count(shape, condition));
  }

  async allocateRowIds(count: number): Promise<readonly string[]> {
    this.assertOpen();
    return this.#parts.rowIds.allocate(count);
  }

  async nextSequence(name: string, count: number): Promise<number> {
    this.assertOpen();
    this.#hasWritten = true;
    return this.#noting(async () => {
      const results = await this.session.run(nextSequenceText(this.schema), [name, count]);
      return Number(results.flat()[0]?.[0]) - count;
    });
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    await this.#flush();
    this.#depth += 1;
    const name = `part${this.#depth}`;
    await this.#noting(() => this.session.run(`SAVE TRANSACTION ${quoteName(name)};`));
    try {
      const value = await work();
      await this.#flush();
      return value;
    } catch (error) {
      await this.#undo(name, error);
      throw this.#failure?.error ?? error;
    } finally {
      this.#depth -= 1;
    }
  }

  async apply(changes: readonly RowChange[], stamp: Stamp, explain: Explain = asItIs): Promise<void> {
    this.assertOpen();
    this.#pending.push({ changes: [...changes], stamp, explain });
  }

  /**
   * Ends the work well: sends what waits, and commits.
   * @throws what a call of the work threw, also when the work swallowed it
   */
  async commit(): Promise<void> {
    this.end();
    if (this.#failure !== undefined) throw this.#failure.error;
    const batches = this.#take();
    for (const batch of batches) await this.#send(batch, batch === batches.at(-1));
    if (this.#commitId !== undefined) return;
    await this.#noting(() => (this.#hasWritten ? this.#commitWith(NOTHING) : this.session.commit()));
  }

  /** Under this id it can be asked whether it was committed, when it has come to that and something is written. */
  get commitId(): string | undefined {
    return this.#commitId;
  }

  /** What a call has failed with. */
  get failure(): unknown {
    return this.#failure?.error;
  }

  /**
   * Whether the same work may succeed: somebody was in its way, or the server was not there. A key that is taken may have been taken after the
   * work had looked for it: then the next try finds it.
   * @param wasKeyTaken whether an earlier try has failed because of that
   */
  isWorthAnotherTry(wasKeyTaken: boolean): boolean {
    const cause = this.#failure?.cause;
    return isConflict(cause) || isOutage(cause) || (this.isKeyTaken && !wasKeyTaken);
  }

  /** Whether it has failed because a unique index has refused a row. */
  get isKeyTaken(): boolean {
    return isUniqueViolation(this.#failure?.cause);
  }

  protected override assertOpen(): void {
    super.assertOpen();
    if (this.#failure !== undefined) throw new Error('the transaction has failed', { cause: this.#failure.error });
  }

  protected override reading(lock: Find['lock'] = 'rows'): Reading {
    return lock === 'none' ? { schema: this.schema } : { schema: this.schema, lock, isTracked: true };
  }

  protected override track({ table }: Shape, rowId: Value, modification: Value): void {
    if (rowId === null || modification === null) return;
    const rows = this.#read.get(table.name);
    if (rows === undefined) this.#read.set(table.name, new Map([[rowId, modification]]));
    else if (!rows.has(rowId)) rows.set(rowId, modification);
  }

  async #flush(): Promise<void> {
    this.assertOpen();
    for (const batch of this.#take()) await this.#send(batch, false);
  }

  /** What waits, as batches: one, unless the stamp changes. */
  #take(): Batch[] {
    const pending = this.#pending.filter(({ changes }) => changes.length > 0);
    this.#pending = [];
    const batches: Batch[] = [];
    for (const each of pending) {
      const last = batches.at(-1);
      if (last?.stamp.by === each.stamp.by && last.stamp.source === each.stamp.source) last.parts.push(each);
      else batches.push({ stamp: each.stamp, parts: [each] });
    }
    return batches;
  }

  /** Goes back to a savepoint, unless the transaction is over: then it has failed. */
  async #undo(savepoint: string, error: unknown): Promise<void> {
    this.#pending = [];
    const cause = this.#failure?.cause;
    if (isConflict(cause) || isOutage(cause)) return;
    try {
      const results = await this.session.run(undoText(savepoint));
      this.#failure = Number(results.flat()[0]?.[0]) === 1 ? undefined : (this.#failure ?? { error, cause: error });
    } catch (broken) {
      this.#failure = { error, cause: broken };
    }
  }

  async #send({ stamp, parts }: Batch, isLast: boolean): Promise<void> {
    const changes = parts.flatMap((part) => part.changes);
    try {
      const statements = planStatements(changes, this.#parts.order);
      const expected = (table: string) => this.#read.get(table);
      const { text, parameters } = changeBatch(statements, stamp, utcNow(), { expected, schema: this.schema });
      const isPart = this.#depth > 0;
      if (isLast) await this.#commitWith({ text, parameters });
      else if (text !== '') await this.session.run(isPart ? partText(text) : text, parameters);
      this.#hasWritten = true;
      for (const { table, rowId } of changes) this.#read.get(table.name)?.delete(rowId);
    } catch (error) {
      const refusal = await this.#parts.violations.explain(error, changes, this.session, this.#depth > 0);
      const explained = parts.reduce((known, { explain }) => explain(known), refusal);
      throw this.#fail(explained, error);
    }
  }

  #commitWith({ text, parameters }: Statement): Promise<void> {
    this.#commitId = this.#parts.marks.newId();
    const mark = this.#parts.marks.insertText(`@p${parameters.length + 1}`);
    return this.session.commitWith(text === '' ? mark : `${text}\n${mark}`, [...parameters, this.#commitId]);
  }

  async #noting<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw this.#fail(error, error);
    }
  }

  #fail(error: unknown, cause: unknown): unknown {
    this.#failure ??= { error, cause };
    return error;
  }
}

const NOTHING: Statement = { text: '', parameters: [] };

interface Batch {
  readonly stamp: Stamp;
  readonly parts: Pending[];
}

function asItIs(error: unknown): unknown {
  return error;
}

/**
 * A batch in a savepoint: it ends with its first error, and the transaction goes on where that is possible, which XACT_ABORT, on for every
 * connection of ours, would not allow. What is set here is set back at the end of sp_executesql.
 */
export function partText(text: string): string {
  return `SET XACT_ABORT OFF;\nBEGIN TRY\n${text}\nEND TRY\nBEGIN CATCH THROW; END CATCH;`;
}

/** Goes back to a savepoint where the transaction can still be gone on with; the answer is 1 then. */
export function undoText(savepoint: string): string {
  return `IF XACT_STATE() = 1 ROLLBACK TRANSACTION ${quoteName(savepoint)};\nSELECT XACT_STATE() AS [c0];`;
}

/**
 * The counter `@p1` moved on by `@p2`; it begins with 1. Its row stays locked until the transaction ends. Where two begin it, the unique index
 * refuses one, which then tries again.
 */
export function nextSequenceText(schema: string): string {
  const table = tableName('CUT_SEQUENCE', schema);
  return `IF NOT EXISTS (SELECT 1 FROM ${table} WITH (UPDLOCK, HOLDLOCK) WHERE [NAME] = @p1)
  INSERT INTO ${table} ([NAME], [NEXT_NUM]) VALUES (@p1, 1);
UPDATE ${table} SET [NEXT_NUM] = [NEXT_NUM] + @p2 OUTPUT inserted.[NEXT_NUM] AS [c0] WHERE [NAME] = @p1;`;
}
