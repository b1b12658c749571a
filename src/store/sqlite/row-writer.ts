import { utcNow } from '../clock.ts';
import { type RowChange, RowGone, type RowInsert, type Stamp } from '../store.ts';
import { byTable, type Run } from './by-table.ts';
import { updateText } from './compiled.ts';
import type { Connection } from './connection.ts';
import { bulkInsertionOf, type Insertion, insertionOf } from './insertion.ts';
import type { ReferenceCheck } from './reference-check.ts';
import { deleteRow } from './sql.ts';
import { translateError } from './sqlite-errors.ts';

/** So many changes are brought into an order; of fewer there is nothing to gain. So many rows of a table are inserted in bulk. */
const MANY = 64;

/**
 * Writes `changes`, so that it looks as if in their order, and keeps the system columns.
 * @throws UniqueViolation, RowGone
 */
export function writeRows(
  connection: Connection,
  changes: readonly RowChange[],
  stamp: Stamp,
  check: ReferenceCheck,
): void {
  const writer = new RowWriter(connection, stamp, check);
  try {
    if (changes.length < MANY) for (const change of changes) writer.write(change);
    else for (const run of byTable(changes)) writer.writeRun(run);
  } catch (error) {
    throw translateError(error, writer.rowId);
  }
}

type Update = Extract<RowChange, { kind: 'update' }>;
type Delete = Extract<RowChange, { kind: 'delete' }>;

class RowWriter {
  /** Of the row that is being written. */
  rowId = '';
  readonly #connection: Connection;
  readonly #stamp: Stamp;
  readonly #check: ReferenceCheck;
  readonly #now = utcNow();

  constructor(connection: Connection, stamp: Stamp, check: ReferenceCheck) {
    this.#connection = connection;
    this.#stamp = stamp;
    this.#check = check;
  }

  write(change: RowChange): void {
    if (change.kind === 'insert') this.#insert(insertionOf(change.table), [change]);
    else if (change.kind === 'update') this.#update(change);
    else this.#delete(change);
  }

  writeRun(run: Run): void {
    if ('kind' in run) this.write(run);
    else this.#insert(run.rows.length < MANY ? insertionOf(run.table) : bulkInsertionOf(run.table), run.rows);
  }

  #insert(insertion: Insertion, rows: readonly RowInsert[]): void {
    for (const { table, rowId, columns, values } of rows) {
      this.rowId = rowId;
      const row = insertion.row(rowId, columns, values, this.#stamp, this.#now);
      this.#connection.insert(insertion.text(this.#stamp, this.#now), row, insertion.isBulk ? table.name : undefined);
      this.#check.inserted(table.name, rowId);
      for (const { position, preset, reference } of this.#check.referencesOf(table.name, insertion.foreignKeys)) {
        const value = position === undefined ? preset : row[position];
        if (typeof value === 'string') this.#check.written(reference, value);
      }
    }
  }

  #update({ table, rowId, columns, values }: Update): void {
    this.rowId = rowId;
    const now = this.#now;
    const parameters = [...values, now, this.#stamp.by, now, this.#stamp.source, rowId];
    if (this.#connection.run(updateText(table, columns), parameters) === 0) throw new RowGone(table.name, rowId);
    columns.forEach((column, position) => {
      const value = values[position];
      if (column.references === undefined || typeof value !== 'string') return;
      const reference = this.#check.referenceOf(table.name, column.name);
      if (reference !== undefined) this.#check.written(reference, value);
    });
  }

  #delete({ table, rowId }: Delete): void {
    this.rowId = rowId;
    if (this.#connection.run(deleteRow(table), [rowId]) === 0) throw new RowGone(table.name, rowId);
    this.#check.deleted(table.name, rowId);
  }
}
