import type { Table } from '../model/model.ts';
import type { RowChange } from '../store/store.ts';
import type { DoomedRows } from './doomed-rows.ts';

/** Children before parents; of an extension table its row, then that of the base table. */
export function planDeletes({ list }: DoomedRows, isWanted: (rowId: string) => boolean): RowChange[] {
  const changes: RowChange[] = [];
  for (const doomed of list.toReversed()) {
    if (!isWanted(doomed.rowId)) continue;
    let table: Table | undefined = doomed.table;
    for (; table !== undefined; table = table.extends?.table) {
      changes.push({ kind: 'delete', table, rowId: doomed.rowId });
    }
  }
  return changes;
}

/** What outlives its parent lets go of it. */
export function clearLinks(doomed: DoomedRows): RowChange[] {
  return doomed.survivors
    .filter(({ table, rowId }) => !doomed.has(table, rowId))
    .map(({ table, rowId, link }) => ({ kind: 'update', table, rowId, columns: [link], values: [null] }));
}
