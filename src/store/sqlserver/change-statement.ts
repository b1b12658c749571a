import type { Column, Table } from '../../model/model.ts';
import type { Value } from '../store.ts';
import type { NetChange } from './net-changes.ts';

/** One statement; its rows become one JSON parameter. */
export interface ChangeStatement {
  /** `assign` sets foreign keys and counts as no update of the row. */
  readonly kind: NetChange['kind'] | 'assign';
  readonly table: Table;
  /** In the order of the table; those that any of the rows sets. */
  readonly columns: readonly Column[];
  readonly rows: readonly ChangedRow[];
}

/** `values` run parallel to the columns of the statement; undefined: the row keeps what it has. */
export interface ChangedRow {
  readonly rowId: string;
  readonly values: readonly (Value | undefined)[];
  readonly modifications: number;
}

/** What a row gets. */
export interface SetRow {
  readonly rowId: string;
  readonly values: ReadonlyMap<Column, Value>;
  readonly modifications: number;
}

/** Rows that keep what they have where they get no value. */
export function keepingStatement(kind: 'update' | 'assign', table: Table, rows: readonly SetRow[]): ChangeStatement {
  return statement(kind, table, unionOf(table, rows), rows, ({ values }, column) => values.get(column));
}

/** Rows that have their columns' defaults where they have no value of their own. */
export function insertStatement(table: Table, rows: readonly SetRow[]): ChangeStatement {
  return statement('insert', table, unionOf(table, rows), rows, valueOrDefault);
}

/** Rows that get all columns anew, but those that a row has `kept`. */
export function replaceStatement(
  table: Table,
  rows: readonly (SetRow & { readonly kept: ReadonlySet<Column> })[],
): ChangeStatement {
  const columns = [...table.columns.values()].filter((column) => !column.system);
  return statement('replace', table, columns, rows, (row, column) =>
    row.kept.has(column) ? undefined : valueOrDefault(row, column),
  );
}

export function deleteStatement(table: Table, rows: readonly SetRow[]): ChangeStatement {
  return statement('delete', table, [], rows, () => undefined);
}

/** The row's value, or else the column's default. */
export function valueOrDefault({ values }: Pick<SetRow, 'values'>, column: Column): Value {
  const value = values.get(column);
  return value === undefined ? (column.default ?? null) : value;
}

/** The columns that any of these rows has a value for, in the order of the table, so that alike statements have one text. */
function unionOf(table: Table, rows: readonly SetRow[]): Column[] {
  const set = new Set(rows.flatMap(({ values }) => [...values.keys()]));
  return [...table.columns.values()].filter((column) => set.has(column));
}

function statement<R extends SetRow>(
  kind: ChangeStatement['kind'],
  table: Table,
  columns: readonly Column[],
  rows: readonly R[],
  valueFor: (row: R, column: Column) => Value | undefined,
): ChangeStatement {
  return {
    kind,
    table,
    columns,
    rows: rows.map((row) => ({
      rowId: row.rowId,
      values: columns.map((column) => valueFor(row, column)),
      modifications: row.modifications,
    })),
  };
}
