import type { Column, Table } from '../model/model.ts';
import type { ResolvedNode } from './resolve.ts';

/**
 * The rows that the message itself stands for, with the ROW_IDs they have or will get. Foreign keys may point at them: an order line
 * names its parent line by integration id although neither is stored yet.
 */
export class MessageRows {
  readonly #ids = new Map<ResolvedNode, string>();
  readonly #byTable = new Map<string, ResolvedNode[]>();
  readonly #idsByTable = new Map<string, Set<string>>();

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

  /** ROW_IDs of the message's rows of `table` that have `value` in `column`. */
  candidates(table: Table, column: Column, value: string): readonly string[] {
    return (this.#byTable.get(table.name) ?? [])
      .filter((node) => valueIn(node, column) === value)
      .map((node) => this.rowId(node));
  }
}

function valueIn({ instance }: ResolvedNode, column: Column): string | null | undefined {
  const field = instance.component.fields.find(({ source }) => source.kind === 'column' && source.column === column);
  return field === undefined ? undefined : instance.values[field.ordinal];
}
