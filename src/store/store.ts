/**
 * The port to the database: tables and rows, no integration objects. `sqlite/` and `sqlserver/` implement it with the same file names inside.
 *
 * All calls that take a list take it whole, so that a store with a network in between needs one round trip for it.
 */
import type { Column, Table } from '../model/model.ts';
import type { Condition } from './condition.ts';

export type { Condition, Operand } from './condition.ts';
export { LARGEST_CONDITION } from './condition.ts';

/** As stored: text in canonical form, see `DataType`. */
export type Value = string | null;

/** Values in the order of `Shape.columns`. */
export type Row = readonly Value[];

/** A column of one of a shape's sources: alias `t` is the shape's table, the others are its joins. */
export interface ColumnReference {
  readonly alias: string;
  readonly column: Column;
}

/** `left` or `inner` join of the one row of `table` whose ROW_ID is in `on`. */
export interface Join {
  readonly alias: string;
  readonly kind: 'inner' | 'left';
  readonly table: Table;
  readonly on: ColumnReference;
}

/** What to read: a table, rows joined to it one to one, fixed column values, and the columns wanted (null stands for a column that is always null). Made once at start; a store compiles it to SQL once. */
export interface Shape {
  readonly table: Table;
  readonly joins: readonly Join[];
  readonly where: readonly { readonly column: ColumnReference; readonly value: string }[];
  readonly columns: readonly (ColumnReference | null)[];
}

/** Rows of `shape` that have one of `keys` in the columns `by`. No key value is null. */
export interface Find {
  readonly shape: Shape;
  readonly by: readonly ColumnReference[];
  readonly keys: readonly (readonly string[])[];
  /**
   * What others may do before the transaction ends: `rows`, as when left out: not change the rows found; `keys`: nor insert others that have one
   * of the keys; `none`: anything, for rows that are only looked at.
   */
  readonly lock?: 'rows' | 'keys' | 'none';
}

export interface SortKey {
  readonly column: ColumnReference;
  readonly descending?: boolean;
}

export interface Select {
  readonly shape: Shape;
  /** @throws RangeError when it is larger than `LARGEST_CONDITION` or deeper than the limits in `condition.ts`, or has more values than the database takes */
  readonly condition: Condition;
  /** Come before ROW_ID of the shape's table in the order of the rows; nulls come first, last when descending. */
  readonly orderBy?: readonly SortKey[];
  /** At most this many rows, one or more. */
  readonly limit: number;
  /** Rows of that order to leave out before. */
  readonly offset?: number;
}

export interface Reader {
  /** The answers in the order of `finds`; rows of one answer ordered by ROW_ID of the shape's table. */
  find(finds: readonly Find[]): Promise<readonly (readonly Row[])[]>;
  select(select: Select): Promise<readonly Row[]>;
  /** How many rows of `shape` fulfil `condition`. */
  count(shape: Shape, condition: Condition): Promise<number>;
}

/** Who writes, for the system columns. */
export interface Stamp {
  /** ROW_ID of the S_USER row. */
  readonly by: string;
  /** `DB_LAST_UPD_SRC`: which way it came in, at most 50 characters. */
  readonly source: string;
}

/** `columns` and `values` run in parallel; system columns are the store's, except ROW_ID, which `rowId` gives. */
export type RowChange =
  | RowInsert
  /** Counts MODIFICATION_NUM up. */
  | {
      readonly kind: 'update';
      readonly table: Table;
      readonly rowId: string;
      readonly columns: readonly Column[];
      readonly values: readonly Value[];
    }
  | { readonly kind: 'delete'; readonly table: Table; readonly rowId: string };

export interface RowInsert {
  readonly kind: 'insert';
  readonly table: Table;
  readonly rowId: string;
  readonly columns: readonly Column[];
  readonly values: readonly Value[];
}

/** Says what an error means to a caller; an error that it does not know comes back as it is. */
export type Explain = (error: unknown) => unknown;

export interface Transaction extends Reader {
  /** ROW_IDs that no row has had. */
  allocateRowIds(count: number): Promise<readonly string[]>;
  /**
   * The first of `count` numbers that go on, without a gap, where those of the last transaction committed under `name` ended. Their order
   * is that of the commits, in whatever process: the counter (a row of CUT_SEQUENCE) stays locked until the transaction ends.
   */
  nextSequence(name: string, count: number): Promise<number>;
  /**
   * Runs `work`, which uses this same transaction, as a part of it: what it wrote is undone when it rejects, and the transaction goes on. Parts
   * may have parts, one after the other. What breaks more than the part (a full disk, a deadlock) ends the transaction: `write` rejects with it.
   * A store may reject with an error of its own in place of that of `work`, which has to be let through: the transaction is run again then.
   */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Writes the changes in this order, as it looks to whoever reads; foreign keys are judged by the end of the list. A store may send them
   * later, at the latest at the end of the work or of the savepoint around it, so that an error comes of a later call.
   * After an error nothing more can be done in the innermost savepoint that is open, or, outside of savepoints, in this transaction: it rejects
   * with the error even when the work swallows it.
   * @param explain says what an error means to whoever made the changes; what it returns is thrown
   * @throws UniqueViolation when a unique index refuses a row
   * @throws RowGone when a row to update or delete is not there
   * @throws ForeignKeyViolation when a foreign key holds a ROW_ID that is not there, or not any more
   */
  apply(changes: readonly RowChange[], stamp: Stamp, explain?: Explain): Promise<void>;
}

export interface Store {
  readonly dialect: 'sqlite' | 'sqlserver';
  /** What the operator of the database could do better, one line each. */
  readonly remarks: readonly string[];
  /** Runs `work` on one consistent state of the database. `work` must not wait for anything but the reader: it is given up when it takes too long. */
  read<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Runs `work` as one transaction: all of it is durable when the promise resolves, nothing of it has happened when it rejects.
   * `work` must not wait for anything but the transaction: it is rolled back and rejected when it takes too long. A store may run it again
   * from its start (the loser of a deadlock, a part that could not be undone by itself), so the transaction is all that it changes. What it has read stays so until its end: of two
   * works that read a row and then write it, one comes after the other.
   * @throws StoreBusy when too many works wait already, or another process keeps the database locked for too long; WorkTookTooLong; nothing has happened
   * @throws StoreInDoubt when it is not known whether anything has happened
   */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  /** Waits for what is under way, then closes. */
  close(): Promise<void>;
}

/** The store has too much to do, or another process does not let it; the same call may succeed in a moment. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
}

/** A work was given up since it took longer than works may; nothing has happened. */
export class WorkTookTooLong extends Error {
  override readonly name = 'WorkTookTooLong';

  /** @param limit milliseconds */
  constructor(limit: number) {
    super(`the work took longer than ${limit} ms`);
  }
}

/** The database went away during a commit and did not come back in time: nobody knows whether what was written is there. */
export class StoreInDoubt extends Error {
  override readonly name = 'StoreInDoubt';
}

/** There is no way to the database when it is opened: it is not there, or does not let the login in. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** A unique index refused a row. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation';
  readonly table: string;
  readonly columns: readonly string[];
  /** ROW_ID of the row that was refused, when the store knows it. */
  readonly rowId: string | undefined;

  constructor(table: string, columns: readonly string[], options: ErrorOptions & { readonly rowId?: string } = {}) {
    super(`a row with the same ${columns.join(', ')} is already in ${table}`, options);
    this.table = table;
    this.columns = columns;
    this.rowId = options.rowId;
  }
}

/** A row to update or delete is not there (any more). */
export class RowGone extends Error {
  override readonly name = 'RowGone';
  readonly table: string;
  readonly rowId: string;

  constructor(table: string, rowId: string) {
    super(`no row ${rowId} in ${table}`);
    this.table = table;
    this.rowId = rowId;
  }
}

/** A foreign key column holds a ROW_ID that no row of the table it references has. */
export class ForeignKeyViolation extends Error {
  override readonly name = 'ForeignKeyViolation';
  readonly table: string;
  readonly column: string;
  readonly references: string;
  readonly value: string;
  /** ROW_ID of a row that holds it, when the store knows one. */
  readonly rowId: string | undefined;
  /** The changes have deleted the row referred to; otherwise it was not there before them. */
  readonly deleted: boolean;

  constructor(
    reference: { table: string; column: string; references: string },
    value: string,
    more: ViolationDetails = {},
  ) {
    const { rowId, deleted = false, ...options } = more;
    const holder = rowId === undefined ? reference.table : `row ${rowId} of ${reference.table}`;
    const problem = `${holder} holds ${value} in ${reference.column}, which is ${deleted ? 'deleted from' : 'not in'} ${reference.references}`;
    super(problem, options);
    this.table = reference.table;
    this.column = reference.column;
    this.references = reference.references;
    this.value = value;
    this.rowId = rowId;
    this.deleted = deleted;
  }
}

interface ViolationDetails extends ErrorOptions {
  readonly rowId?: string;
  readonly deleted?: boolean;
}
