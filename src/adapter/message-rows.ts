import type { Column, Table } from '../model/model.ts';
import type { MessageNode } from './message-node.ts';

/**
 * The rows that the message itself stands for, with the ROW_IDs they have or will get. Foreign keys may point at them: an order line
 * names its parent line by integration id although neither is stored yet.
 */
export class MessageRows {
  readonly #nodes: readonly MessageNode[];
  #idsByTable: Map<Table, Set<string>> | undefined;
  readonly #indexes = new Map<Table, Map<Column, Map<string, string[]>>>();

  /** @param nodes all of them, with their ROW_IDs; those that are not written count for nothing */
  constructor(nodes: readonly MessageNode[]) {
    this.#nodes = nodes;
  }

  has(table: Table, rowId: string): boolean {
    this.#idsByTable ??= this.#collectIds();
    return this.#idsByTable.get(table)?.has(rowId) === true;
  }

  /** ROW_IDs of the message's rows of `table` that have `value` in `column`. */
  candidates(table: Table, column: Column, value: string): readonly string[] {
    const ofTable = this.#indexes.get(table) ?? new Map<Column, Map<string, string[]>>();
    const index = ofTable.get(column) ?? this.#indexBy(table, column);
    this.#indexes.set(table, ofTable.set(column, index));
    return index.get(value) ?? [];
  }

  #collectIds(): Map<Table, Set<string>> {
    const byTable = new Map<Table, Set<string>>();
    for (const { writing, rowId, action } of this.#nodes) {
      if (!isKept(action)) continue;
      let table: Table | undefined = writing.component.table;
      for (; table !== undefined; table = table.extends?.table) {
        const ids = byTable.get(table) ?? new Set();
        byTable.set(table, ids.add(rowId));
      }
    }
    return byTable;
  }

  #indexBy(table: Table, column: Column): Map<string, string[]> {
    const index = new Map<string, string[]>();
    for (const { writing, instance, rowId, action } of this.#nodes) {
      if (writing.component.table !== table || !isKept(action)) continue;
      const field = writing.fields.byColumn.get(column);
      const value = field && instance.values[field.ordinal];
      if (typeof value !== 'string') continue;
      const rowIds = index.get(value);
      if (rowIds === undefined) index.set(value, [rowId]);
      else rowIds.push(rowId);
    }
    return index;
  }
}

function isKept(action: MessageNode['action']): boolean {
  return action === 'insert' || action === 'update' || action === 'skip';
}
