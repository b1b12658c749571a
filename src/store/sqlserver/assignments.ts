import type { Column, Table } from '../../model/model.ts';
import type { Value } from '../store.ts';
import { type ChangeStatement, keepingStatement } from './change-statement.ts';

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

  /** One for each table. */
  statements(): ChangeStatement[] {
    return [...this.#rows].map(([table, rows]) =>
      keepingStatement(
        'assign',
        table,
        [...rows].map(([rowId, values]) => ({ rowId, values, modifications: 0 })),
      ),
    );
  }
}
