import type { Column, Table } from '../model/model.ts';
import type { Lookup } from './lookups.ts';
import type { MessageNode } from './message-node.ts';

/**
 * The rows that the message itself stands for, with the ROW_IDs they have or will get. Foreign keys may point at them: an order line
 * names its parent line by integration id although neither is stored yet.
 */
export class MessageRows {
  readonly #nodes: readonly MessageNode[];
  #idsByTable: Map<Table, Set<string>> | undefined;
  readonly #indexes = new Map<Table, Map<Column, Map<string, MessageNode[]>>>();

  /** @param nodes all of them, with their ROW_IDs; those that are not written count for nothing */
  constructor(nodes: readonly MessageNode[]) {
    this.#nodes = nodes;
  }

  has(table: Table, rowId: string): boolean {
    this.#idsByTable ??= this.#collectIds();
    return this.#idsByTable.get(table)?.has(rowId) === true;
  }

  /** ROW_IDs of the message's rows of `lookup.table` that have `value` in `lookup.column`, and belong by `lookup.among` to `owner`. */
  candidates({ table, column, among }: Lookup, value: string, owner: MessageNode | undefined): readonly string[] {
    const ofTable = this.#indexes.get(table) ?? new Map<Column, Map<string, MessageNode[]>>();
    const index = ofTable.get(column) ?? this.#indexBy(table, column);
    this.#indexes.set(table, ofTable.set(column, index));
    const named = index.get(value) ?? [];
    const wanted = among === undefined ? named : named.filter((node) => belongsBy(among, node, owner));
    return wanted.map(({ rowId }) => rowId);
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

  #indexBy(table: Table, column: Column): Map<string, MessageNode[]> {
    const index = new Map<string, MessageNode[]>();
    for (const node of this.#nodes) {
      const { writing, instance, action } = node;
      if (writing.component.table !== table || !isKept(action)) continue;
      const field = writing.fields.byColumn.get(column);
      const value = field && instance.values[field.ordinal];
      if (typeof value !== 'string') continue;
      const same = index.get(value);
      if (same === undefined) index.set(value, [node]);
      else same.push(node);
    }
    return index;
  }
}

function belongsBy(key: Column, { writing, parent }: MessageNode, owner: MessageNode | undefined): boolean {
  const { link } = writing.component;
  return link?.kind === 'foreign-key' && link.column === key && parent === owner;
}

function isKept(action: MessageNode['action']): boolean {
  return action === 'insert' || action === 'update' || action === 'skip';
}
