import type { Index, Table } from '../model/model.ts';

/** The indexes of a table beside `P1`: the primary key brings that one along. */
export function secondaryIndexes(table: Table): readonly Index[] {
  return table.indexes.filter(({ columns }) => columns.length !== 1 || columns[0] !== 'ROW_ID');
}
