import type { Column, Table } from '../model/model.ts';
import { memoize } from '../store/memoize.ts';
import type { RowChange, Value } from '../store/store.ts';
import { RowValues } from './row-values.ts';

/** What a plan inserts and updates, and what that does to each row: a message can name an associated row several times. */
export class RowChanges {
  /** Parents before children; foreign keys may point forward. */
  readonly list: RowChange[] = [];
  /** Updates that let go of rows that are deleted. */
  readonly early: RowChange[] = [];
  /** All of them in the order in which they were planned, and what is known of them by row; put there when it is asked for the first time. */
  readonly #planned: { readonly rowId: string; readonly values: RowValues }[] = [];
  readonly #byRowId = new Map<string, RowValues[]>();
  #known = 0;

  /** The base table of an extension gets its row first, with the same ROW_ID. */
  insert(table: Table, rowId: string, values: RowValues): void {
    if (table.extends !== undefined) {
      const base = table.extends.table;
      const baseValues = sharedValues(table, values) ?? new RowValues();
      for (const [name, value] of table.extends.values) baseValues.set(columnOf(base, name), value);
      this.insert(base, rowId, baseValues);
    }
    this.list.push({ kind: 'insert', table, rowId, columns: values.columns, values: values.values });
    this.#planned.push({ rowId, values });
  }

  /**
   * @param values those that differ from what is stored; nothing is written when there are none
   * @param to the list that it goes to
   */
  update(table: Table, rowId: string, values: RowValues, to: RowChange[] = this.list): void {
    if (values.isEmpty) return;
    to.push({ kind: 'update', table, rowId, columns: values.columns, values: values.values });
    this.#planned.push({ rowId, values });
    if (table.extends === undefined) return;
    const shared = sharedValues(table, values);
    if (shared !== undefined) this.update(table.extends.table, rowId, shared, to);
  }

  /** What the plan has made of a column so far; undefined: nothing. */
  planned(rowId: string, column: Column): Value | undefined {
    for (; this.#known < this.#planned.length; this.#known += 1) this.#remember(this.#planned[this.#known]);
    const changes = this.#byRowId.get(rowId);
    if (changes === undefined) return undefined;
    for (let index = changes.length - 1; index >= 0; index -= 1) {
      const value = changes[index]?.get(column);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #remember(change: { readonly rowId: string; readonly values: RowValues } | undefined): void {
    if (change === undefined) return;
    const changes = this.#byRowId.get(change.rowId);
    if (changes === undefined) this.#byRowId.set(change.rowId, [change.values]);
    else changes.push(change.values);
  }
}

/** Values of the required columns that the base table has under the same name; undefined when there are none. */
function sharedValues(table: Table, values: RowValues): RowValues | undefined {
  let shared: RowValues | undefined;
  for (const [column, ofBase] of sharedColumns(table)) {
    const value = values.get(column);
    if (value === undefined) continue;
    shared ??= new RowValues();
    shared.add(ofBase, value);
  }
  return shared;
}

/** Of an extension: its own columns with those of its base. */
const sharedColumns: (table: Table) => readonly (readonly [Column, Column])[] = memoize((table: Table) =>
  [...table.columns.values()].flatMap((column) => {
    const ofBase = table.extends?.table.columns.get(column.name);
    return ofBase?.required && !ofBase.system ? [[column, ofBase] as const] : [];
  }),
);

export function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column === undefined) throw new RangeError(`${table.name} has no column ${name}`);
  return column;
}
