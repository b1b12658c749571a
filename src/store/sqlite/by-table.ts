import type { Table } from '../../model/model.ts';
import type { RowChange, RowInsert } from '../store.ts';

/** Inserts of one table, or one other change. */
export type Run = { readonly table: Table; readonly rows: readonly RowInsert[] } | Exclude<RowChange, RowInsert>;

/**
 * The changes in an order in which neighbouring inserts are those of one table, as far as no update or delete is between them: the pages of a table
 * and its indexes are then looked for once in a while, not with each row. It takes a tenth to a quarter off an insert.
 */
export function byTable(changes: readonly RowChange[]): readonly Run[] {
  const runs: Run[] = [];
  const inserts = new Map<Table, RowInsert[]>();
  const flush = (): void => {
    for (const [table, rows] of inserts) runs.push({ table, rows });
    inserts.clear();
  };
  for (const change of changes) {
    if (change.kind === 'insert') {
      const rows = inserts.get(change.table);
      if (rows === undefined) inserts.set(change.table, [change]);
      else rows.push(change);
    } else {
      flush();
      runs.push(change);
    }
  }
  flush();
  return runs;
}
