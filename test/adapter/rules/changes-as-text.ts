import type { Table } from '../../../src/model/model.ts';
import type { RowChange, Value } from '../../../src/store/store.ts';
import { deleteOf, insertOf, updateOf } from '../../store/tables.ts';

/** `insert NODE b PARENT=a`, `update NODE b PARENT=null NAME=x`, `delete NODE b` -> a row change. */
export function changeOf(text: string, tables: ReadonlyMap<string, Table>): RowChange {
  const [kind, tableName = '', rowId = '', ...pairs] = text.split(' ');
  const table = tables.get(tableName);
  if (table === undefined) throw new RangeError(`no table ${tableName}`);
  if (kind === 'delete') return deleteOf(table, rowId);
  const row: Record<string, Value> = {};
  for (const pair of pairs) {
    const [name = '', value = ''] = pair.split('=');
    row[name] = value === 'null' ? null : value;
  }
  return kind === 'insert' ? insertOf(table, rowId, row) : updateOf(table, rowId, row);
}

export function textOf(change: RowChange): string {
  const head = `${change.kind} ${change.table.name} ${change.rowId}`;
  if (change.kind === 'delete') return head;
  return [head, ...change.columns.map(({ name }, position) => `${name}=${change.values[position]}`)].join(' ');
}
