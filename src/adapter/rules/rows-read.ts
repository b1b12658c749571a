import type { Column, Table } from '../../model/model.ts';
import type { ColumnReference, Find, Row, Shape, Value } from '../../store/store.ts';

/** How a rule reads rows of a table; made once at start. */
export interface RowsRead {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly shape: Shape;
  readonly byRowId: readonly ColumnReference[];
}

/** The values of a row, of the columns that a rule looks at. */
export interface RowRead {
  readonly rowId: string;
  readonly values: ReadonlyMap<Column, Value>;
}

export function rowsRead(table: Table, columns: readonly Column[]): RowsRead {
  const rowId = table.columns.get('ROW_ID');
  if (rowId === undefined) throw new RangeError(`${table.name} has no column ROW_ID`);
  const distinct = [...new Set(columns)];
  const shape = { table, joins: [], where: [], columns: [rowId, ...distinct].map(reference) };
  return { table, columns: distinct, shape, byRowId: [reference(rowId)] };
}

export function reference(column: Column): ColumnReference {
  return { alias: 't', column };
}

/** @param ids at least one */
export function findRows({ shape }: RowsRead, by: readonly ColumnReference[], ids: Iterable<string>): Find {
  return { shape, by, keys: [...ids].map((id) => [id]) };
}

export function rowRead({ columns }: RowsRead, [rowId, ...values]: Row): RowRead {
  return { rowId: rowId ?? '', values: new Map(columns.map((column, position) => [column, values[position] ?? null])) };
}
