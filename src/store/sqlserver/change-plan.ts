/** In which statements changes reach SQL Server, each on all the rows of a table that are treated alike. */
import type { Column, Table } from '../../model/model.ts';
import type { RowChange, Value } from '../store.ts';
import { Assignments } from './assignments.ts';
import {
  type ChangeStatement,
  deleteStatement,
  insertStatement,
  keepingStatement,
  replaceStatement,
  valueOrDefault,
} from './change-statement.ts';
import { type NetChange, netChanges } from './net-changes.ts';
import type { TableOrder } from './table-order.ts';

/**
 * The statements that bring about `changes`, so that after each of them no foreign key points at nothing and a unique key is free before it is
 * taken: rows let go of those that are deleted; deletes; updates; inserts, of what is pointed at first; and the foreign keys that point at
 * rows inserted later are set at the end, until when they are null.
 * @throws RowGone when a row is changed after it was deleted
 */
export function planStatements(changes: readonly RowChange[], order: TableOrder): readonly ChangeStatement[] {
  const net = netChanges(changes);
  const inserted = rowIdsOf(net, 'insert');
  const deleted = rowIdsOf(net, 'delete');
  const later = new Assignments();
  const written = net.filter(({ kind }) => kind !== 'delete').map((change) => postpone(change, inserted, order, later));
  return [
    ...releases(net, written, deleted, order).statements(),
    ...deletes(net, order),
    ...updates(written),
    ...inserts(written, order),
    ...later.statements(),
  ];
}

type RowIds = ReadonlyMap<string, ReadonlySet<string>>;

function rowIdsOf(changes: readonly NetChange[], kind: NetChange['kind']): RowIds {
  const byTable = Map.groupBy(
    changes.filter((change) => change.kind === kind),
    ({ table }) => table.name,
  );
  return new Map([...byTable].map(([table, rows]) => [table, new Set(rows.map(({ rowId }) => rowId))]));
}

/** A change without what is set later. */
interface WrittenChange extends NetChange {
  /** Required foreign keys that hold their old value until then. */
  readonly kept: ReadonlySet<Column>;
}

/** The change with those foreign keys left for `later` that point at rows which are not there yet when it is made. */
function postpone(change: NetChange, inserted: RowIds, order: TableOrder, later: Assignments): WrittenChange {
  const { kind, table, rowId, values } = change;
  const kept = new Set<Column>();
  let now: Map<Column, Value> | undefined;
  for (const [column, value] of values) {
    const { references } = column;
    if (references === undefined || value === null || inserted.get(references)?.has(value) !== true) continue;
    if (kind === 'insert' && order.compare(references, table.name) <= 0) continue;
    later.set(table, column, rowId, value);
    now ??= new Map(values);
    if (column.required) {
      now.delete(column);
      kept.add(column);
    } else now.set(column, null);
  }
  return { ...change, values: now ?? values, kept };
}

/** Foreign keys that could hold rows which are deleted, set before that: those that are updated, and those of deleted rows. */
function releases(
  net: readonly NetChange[],
  written: readonly WrittenChange[],
  deleted: RowIds,
  order: TableOrder,
): Assignments {
  const assignments = new Assignments();
  if (deleted.size === 0) return assignments;
  for (const { kind, table, rowId, values, kept } of written) {
    if (kind === 'insert') continue;
    for (const column of kind === 'replace' ? table.columns.values() : values.keys()) {
      if (!deleted.has(column.references ?? '') || kept.has(column)) continue;
      assignments.set(table, column, rowId, valueOrDefault({ values }, column));
    }
  }
  for (const { kind, table, rowId } of net) {
    if (kind !== 'delete') continue;
    for (const column of table.columns.values()) {
      const { references, required } = column;
      if (references === undefined || required || !deleted.has(references)) continue;
      if (order.compare(table.name, references) < 0) assignments.set(table, column, rowId, null);
    }
  }
  return assignments;
}

function deletes(net: readonly NetChange[], order: TableOrder): ChangeStatement[] {
  return byTable(net, 'delete')
    .sort(([left], [right]) => order.compare(right.name, left.name))
    .map(([table, rows]) => deleteStatement(table, rows));
}

/**
 * One statement for all the rows of a table, whichever columns they change, so that their number does not grow with that of the rows, and so that
 * rows may pass unique keys on to each other: SQL Server judges those at the end of a statement. Rows that are deleted and inserted again are one of their own,
 * which comes after it.
 */
function updates(written: readonly WrittenChange[]): ChangeStatement[] {
  return [
    ...byTable(written, 'update').map(([table, rows]) => keepingStatement('update', table, rows)),
    ...byTable(written, 'replace').map(([table, rows]) => replaceStatement(table, rows)),
  ];
}

function inserts(written: readonly NetChange[], order: TableOrder): ChangeStatement[] {
  return byTable(written, 'insert')
    .sort(([left], [right]) => order.compare(left.name, right.name))
    .map(([table, rows]) => insertStatement(table, rows));
}

function byTable<C extends NetChange>(changes: readonly C[], kind: NetChange['kind']): [Table, C[]][] {
  const ofKind = changes.filter((change) => change.kind === kind);
  return [...Map.groupBy(ofKind, ({ table }) => table)];
}
