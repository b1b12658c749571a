import type { Column, Table } from '../../model/model.ts';
import type { Value } from '../store.ts';
import type { ChangeStatement } from './change-plan.ts';

/** Foreign keys that are set by themselves. */
export class Assignments {
  readonly #rows = new Map<Table, Map<string, Map<Column, Value>>>();

  set(table: Table, column: Column, rowId: string, value: Value): void {
    const ofTable = this.#rows.get(table) ?? new Map<string, Map<Column, Value>>();
    this.#rows.set(table, ofTable);
    const ofRow = ofTable.get(rowId);
    if (ofRow === undefined) ofTable.set(rowId, new Map([[column, value]]));
    else ofRow.set(column, value);
  }

  /** One for the rows of a table that get the same columns. */
  statements(): ChangeStatement[] {
    return [...this.#rows].flatMap(([table, rows]) => {
      const alike = Map.groupBy(rows, ([, values]) =>
        [...values.keys()]
          .map(({ name }) => name)
          .sort()
          .join(),
      );
      return [...alike.values()].map((group): ChangeStatement => {
        const columns = [...table.columns.values()].filter((column) => group[0]?.[1].has(column));
        return {
          kind: 'assign',
          table,
          columns,
          rows: group.map(([rowId, values]) => ({
            rowId,
            values: columns.map((column) => values.get(column) ?? null),
            modifications: 0,
          })),
        };
      });
    });
  }
}
