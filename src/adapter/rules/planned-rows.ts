import type { Column, Table } from '../../model/model.ts';
import type { RowChange, Value } from '../../store/store.ts';
import { RowValues } from '../row-values.ts';
import type { RowRead } from './rows-read.ts';

/** What all changes of a plan together do to a row, as far as rules look at it. */
export interface PlannedRow extends RowRead {
  /** What it is in the end: a row that is deleted and inserted again is inserted. */
  readonly kind: RowChange['kind'];
  /** Whether there is a row before the plan. */
  readonly isStored: boolean;
}

type Write = Exclude<RowChange, { readonly kind: 'delete' }>;

/** By column, what a rule makes of it; undefined: it is stored already and is not written. */
type Derived = Map<Column, Value | undefined>;

/** The row changes of a plan by row, and what rules derive from them. */
export class PlannedRows {
  readonly #changes: readonly RowChange[];
  readonly #rows = new Map<Table, Map<string, PlannedRow>>();
  readonly #derived = new Map<Table, Map<string, Derived>>();

  /** @param columns by table, those that rules look at; other tables and columns are passed over */
  constructor(changes: readonly RowChange[], columns: ReadonlyMap<Table, ReadonlySet<Column>>) {
    this.#changes = changes;
    for (const change of changes) {
      const watched = columns.get(change.table);
      if (watched === undefined) continue;
      const rows = entryOf(this.#rows, change.table, () => new Map<string, PlannedRow>());
      rows.set(change.rowId, together(rows.get(change.rowId), change, watched));
    }
  }

  /** The changed rows of a table by ROW_ID, in the order of the changes. */
  of(table: Table): ReadonlyMap<string, PlannedRow> {
    return this.#rows.get(table) ?? NO_ROWS;
  }

  /** A column's value after the plan; undefined when the plan leaves it as it is stored, and that is not known. */
  after(table: Table, rowId: string, column: Column, stored?: RowRead): Value | undefined {
    const row = this.#rows.get(table)?.get(rowId);
    const planned = row?.values.get(column);
    if (planned !== undefined) return planned;
    return row?.kind === 'insert' ? (column.default ?? null) : stored?.values.get(column);
  }

  /** The column gets `value`. @param stored what it holds now; undefined for a row that the plan inserts */
  derive(table: Table, rowId: string, column: Column, value: Value, stored: Value | undefined): void {
    const planned = this.#rows.get(table)?.get(rowId)?.values.get(column);
    const derived = value === stored ? undefined : value;
    if (planned === derived) return;
    const rows = entryOf(this.#derived, table, () => new Map<string, Derived>());
    entryOf(rows, rowId, () => new Map()).set(column, derived);
  }

  /**
   * The changes with what was derived: in the first change of a row, after a deletion the first one that inserts it again; or in an update
   * of its own at the end.
   */
  changes(): readonly RowChange[] {
    if (this.#derived.size === 0) return this.#changes;
    const carriers = this.#carriers();
    const changes: RowChange[] = [];
    for (const change of this.#changes) {
      const derived = this.#derivedOf(change);
      const merged =
        derived === undefined || change.kind === 'delete'
          ? change
          : merge(change, derived, carriers.get(derived) === change);
      if (!isNothing(merged)) changes.push(merged);
    }
    for (const [table, rows] of this.#derived) {
      for (const [rowId, derived] of rows) {
        if (carriers.has(derived)) continue;
        const update = merge({ kind: 'update', table, rowId, columns: [], values: [] }, derived, true);
        if (!isNothing(update)) changes.push(update);
      }
    }
    return changes;
  }

  /** Which change gets the derived values of its row. */
  #carriers(): ReadonlyMap<Derived, RowChange> {
    const carriers = new Map<Derived, RowChange>();
    for (const change of this.#changes) {
      const derived = this.#derivedOf(change);
      if (derived === undefined) continue;
      if (change.kind === 'delete') carriers.delete(derived);
      else if (!carriers.has(derived)) carriers.set(derived, change);
    }
    return carriers;
  }

  #derivedOf({ table, rowId }: RowChange): Derived | undefined {
    return this.#derived.get(table)?.get(rowId);
  }
}

const NO_ROWS: ReadonlyMap<string, PlannedRow> = new Map();

function together(before: PlannedRow | undefined, change: RowChange, watched: ReadonlySet<Column>): PlannedRow {
  const { rowId, kind } = change;
  const isStored = before === undefined ? kind !== 'insert' : before.isStored;
  if (kind === 'delete') return { rowId, kind, isStored, values: new Map() };
  const values = new Map(before?.values);
  for (const column of watched) {
    const position = change.columns.indexOf(column);
    if (position !== -1) values.set(column, change.values[position] ?? null);
  }
  return { rowId, kind: before?.kind === 'insert' ? 'insert' : kind, isStored, values };
}

/** @param carries whether this change gets the row's derived values; in the others they are only left out */
function merge({ kind, table, rowId, columns, values }: Write, derived: Derived, carries: boolean): Write {
  const merged = new RowValues();
  columns.forEach((column, position) => {
    if (!derived.has(column)) merged.add(column, values[position] ?? null);
  });
  for (const [column, value] of derived) if (carries && value !== undefined) merged.add(column, value);
  return { kind, table, rowId, columns: merged.columns, values: merged.values };
}

/** An update from which everything was left out. */
function isNothing(change: RowChange): boolean {
  return change.kind === 'update' && change.columns.length === 0;
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}
