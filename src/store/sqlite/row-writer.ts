import { utcNow } from '../clock.ts';
import { type RowChange, RowGone, type Stamp, type Value } from '../store.ts';
import { insertionOf, updateText } from './compiled.ts';
import type { Connection } from './connection.ts';
import type { ReferenceCheck } from './reference-check.ts';
import { deleteRow } from './sql.ts';
import { translateError } from './sqlite-errors.ts';

/**
 * Writes `changes` in their order and keeps the system columns.
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
    for (const change of changes) {
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
  const { table, rowId } = change;
  const insertion = insertionOf(table);
  const row = insertion.defaults.slice();
  const set = (name: string, value: Value): void => {
    row[insertion.position(name)] = value;
  };
  change.columns.forEach((column, position) => {
    set(column.name, change.values[position] ?? null);
  });
  set('ROW_ID', rowId);
  set('CREATED', now);
  set('CREATED_BY', stamp.by);
  set('LAST_UPD', now);
  set('LAST_UPD_BY', stamp.by);
  set('DB_LAST_UPD', now);
  set('DB_LAST_UPD_SRC', stamp.source);
  connection.run(insertion.text, row);
  check.inserted(table.name, rowId);
  for (const { name, position } of insertion.foreignKeys) check.written(table.name, name, row[position] ?? null);
}

function update(connection: Connection, change: Update, stamp: Stamp, now: string, check: ReferenceCheck): void {
  const { table, rowId, columns, values } = change;
  const parameters = [...values, now, stamp.by, now, stamp.source, rowId];
  if (connection.run(updateText(table, columns), parameters) === 0) throw new RowGone(table.name, rowId);
  columns.forEach((column, position) => {
    if (column.references !== undefined) check.written(table.name, column.name, values[position] ?? null);
  });
}

function remove(connection: Connection, { table, rowId }: Delete, check: ReferenceCheck): void {
  if (connection.run(deleteRow(table), [rowId]) === 0) throw new RowGone(table.name, rowId);
  check.deleted(table.name, rowId);
}
