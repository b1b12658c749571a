import type { Column, Table } from '../../model/model.ts';
import { type RowChange, RowGone, type Value } from '../store.ts';

/** What a list of changes comes to for one row. */
export interface NetChange {
  /** `replace`: it was deleted and inserted again; it gets all columns anew. */
  readonly kind: 'insert' | 'update' | 'replace' | 'delete';
  readonly table: Table;
  readonly rowId: string;
  /** In the order in which they were first set. */
  readonly values: ReadonlyMap<Column, Value>;
  /** How often it is updated. */
  readonly modifications: number;
}

/**
 * One change for each row, in the order in which the rows were first changed. SQL Server checks foreign keys at the end of each statement; what a
 * later change makes good again must not reach it.
 * @throws RowGone when a row is changed after it was deleted
 */
export function netChanges(changes: readonly RowChange[]): readonly NetChange[] {
  const rows = new Map<Table, Map<string, Draft | null>>();
  const drafts: (Draft | null)[] = [];
  for (const change of changes) {
    const ofTable = rows.get(change.table) ?? new Map<string, Draft | null>();
    rows.set(change.table, ofTable);
    const known = ofTable.get(change.rowId);
    const next = merge(known, change);
    if (next !== undefined) ofTable.set(change.rowId, next);
    if (next === null && known?.kind === 'insert') drafts[drafts.indexOf(known)] = null;
    if (next !== null && next !== undefined && next !== known) drafts.push(next);
    if (next === undefined) drafts.push(draftOf(change));
  }
  return drafts.filter((draft) => draft !== null);
}

interface Draft extends NetChange {
  kind: NetChange['kind'];
  values: Map<Column, Value>;
  modifications: number;
}

/**
 * The row's change with this one added; null when the row has come and gone. Undefined for a second insert of one row, which stays beside the
 * first, for the database to refuse.
 */
function merge(known: Draft | null | undefined, change: RowChange): Draft | null | undefined {
  if (known === undefined || (known === null && change.kind === 'insert')) return draftOf(change);
  if (known === null || (known.kind === 'delete' && change.kind !== 'insert')) {
    throw new RowGone(change.table.name, change.rowId);
  }
  if (change.kind === 'delete') {
    if (known.kind === 'insert') return null;
    known.kind = 'delete';
    known.values = new Map();
    return known;
  }
  if (change.kind === 'insert' && known.kind !== 'delete') return undefined;
  if (change.kind === 'insert') known.kind = 'replace';
  else known.modifications += 1;
  for (const [position, column] of change.columns.entries()) known.values.set(column, change.values[position] ?? null);
  return known;
}

function draftOf(change: RowChange): Draft {
  const { kind, table, rowId } = change;
  const values = new Map<Column, Value>();
  if (change.kind !== 'delete') {
    for (const [position, column] of change.columns.entries()) values.set(column, change.values[position] ?? null);
  }
  return { kind, table, rowId, values, modifications: kind === 'update' ? 1 : 0 };
}
