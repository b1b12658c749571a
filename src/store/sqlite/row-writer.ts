import { utcNow } from '../clock.ts';
import { type RowChange, RowGone, type Stamp } from '../store.ts';
import { byTable } from './by-table.ts';
import { updateText } from './compiled.ts';
import type { Connection } from './connection.ts';
import { insertionOf } from './insertion.ts';
import type { ReferenceCheck } from './reference-check.ts';
import { deleteRow } from './sql.ts';
import { translateError } from './sqlite-errors.ts';

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
  const now = utcNow();
  let rowId = '';
  try {
    for (const change of byTable(changes)) {
      rowId = change.rowId;
      if (change.kind === 'insert') insert(connection, change, stamp, now, check);
      else if (change.kind === 'update') update(connection, change, stamp, now, check);
      else remove(connection, change, check);
    }
  } catch (error) {
    throw translateError(error, rowId);
  }
}

type Insert = Extract<RowChange, { kind: 'insert' }>;
type Update = Extract<RowChange, { kind: 'update' }>;
type Delete = Extract<RowChange, { kind: 'delete' }>;

function insert(connection: Connection, change: Insert, stamp: Stamp, now: string, check: ReferenceCheck): void {
  const { table, rowId, columns, values } = change;
  const insertion = insertionOf(table);
  const row = insertion.row(rowId, columns, values, stamp, now);
  connection.run(insertion.text, row);
  check.inserted(table.name, rowId);
  for (const { name, position, preset } of insertion.foreignKeys) {
    const value = position === undefined ? preset : row[position];
    if (typeof value === 'string') check.written(table.name, name, value);
  }
}

function update(connection: Connection, change: Update, stamp: Stamp, now: string, check: ReferenceCheck): void {
  const { table, rowId, columns, values } = change;
  const parameters = [...values, now, stamp.by, now, stamp.source, rowId];
  if (connection.run(updateText(table, columns), parameters) === 0) throw new RowGone(table.name, rowId);
  columns.forEach((column, position) => {
    const value = values[position];
    if (column.references !== undefined && typeof value === 'string') check.written(table.name, column.name, value);
  });
}

function remove(connection: Connection, { table, rowId }: Delete, check: ReferenceCheck): void {
  if (connection.run(deleteRow(table), [rowId]) === 0) throw new RowGone(table.name, rowId);
  check.deleted(table.name, rowId);
}
