import type { Select, SortKey } from './store.ts';

/** By what the rows are sorted in the end: no column twice, and ROW_ID last, so that no two rows have one place. */
export function sortOrder({ shape, orderBy = [] }: Pick<Select, 'shape' | 'orderBy'>): readonly SortKey[] {
  const rowId = shape.table.columns.get('ROW_ID');
  const keys = rowId === undefined ? orderBy : [...orderBy, { column: { alias: 't', column: rowId } }];
  return keys.filter(({ column: { alias, column } }, position) => {
    const first = keys.findIndex((other) => other.column.alias === alias && other.column.column.name === column.name);
    return first === position;
  });
}
