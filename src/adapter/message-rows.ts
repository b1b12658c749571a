import type { Column, Table } from '../model/model.ts';
import type { ResolvedNode } from './resolve.ts';
import { writableFields } from './writable-fields.ts';

/**
 * The rows that the message itself stands for, with the ROW_IDs they have or will get. Foreign keys may point at them: an order line
 * names its parent line by integration id although neither is stored yet.
 */
export class MessageRows {
  readonly #ids = new Map<ResolvedNode, string>();
  readonly #byTable = new Map<string, ResolvedNode[]>();
  readonly #idsByTable = new Map<string, Set<string>>();
  readonly #indexes = new Map<string, Map<string, string[]>>();

  add(node: ResolvedNode, rowId: string): void {
    this.#ids.set(node, rowId);
    const { table } = node.instance.component;
    const nodes = this.#byTable.get(table.name);
    if (nodes === undefined) this.#byTable.set(table.name, [node]);
    else nodes.push(node);
    for (let current: Table | undefined = table; current !== undefined; current = current.extends?.table) {
      const ids = this.#idsByTable.get(current.name) ?? new Set();
      this.#idsByTable.set(current.name, ids.add(rowId));
    }
  }

  rowId(node: ResolvedNode): string {
    const rowId = this.#ids.get(node);
    if (rowId === undefined) throw new RangeError('the node has no ROW_ID yet');
    return rowId;
  }

  has(table: string, rowId: string): boolean {
    return this.#idsByTable.get(table)?.has(rowId) ?? false;
  }

  /** ROW_IDs of the message's rows of `table` that have `value` in `column`. All rows must have been added. */
  candidates(table: Table, column: Column, value: string): readonly string[] {
    const name = `${table.name}.${column.name}`;
    let index = this.#indexes.get(name);
    if (index === undefined) {
      index = this.#indexBy(table, column);
      this.#indexes.set(name, index);
    }
    return index.get(value) ?? [];
  }

  #indexBy(table: Table, column: Column): Map<string, string[]> {
    const index = new Map<string, string[]>();
    for (const node of this.#byTable.get(table.name) ?? []) {
      const value = valueIn(node, column);
      if (typeof value !== 'string') continue;
      const rowIds = index.get(value);
      if (rowIds === undefined) index.set(value, [this.rowId(node)]);
      else rowIds.push(this.rowId(node));
    }
    return index;
  }
}

function valueIn({ instance }: ResolvedNode, column: Column): string | null | undefined {
  const field = writableFields(instance.component).byColumn.get(column);
  return field === undefined ? undefined : instance.values[field.ordinal];
}
