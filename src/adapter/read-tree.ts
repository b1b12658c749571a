import { CutError } from '../errors/cut-error.ts';
import type { Component } from '../model/model.ts';
import type { Reader } from '../store/store.ts';
import { type StoredRow, storedRow } from './component-rows.ts';
import type { ObjectRows } from './object-rows.ts';

/** A component's row as it is stored, with the rows of its children. */
export interface StoredNode {
  readonly component: Component;
  readonly row: StoredRow;
  readonly parent: StoredNode | undefined;
  /** By position in `component.children`. */
  readonly children: StoredNode[][];
}

export interface TreeLimits {
  /** In all trees together. */
  readonly rows: number;
  /** Rows around another one. */
  readonly levels: number;
}

/** More in one answer would be more than any caller can use. */
const LIMITS: TreeLimits = { rows: 100_000, levels: 100 };

/**
 * These rows with all their children: one batch of finds per level of the tree, in it one find per component, however many rows there
 * are. A row that is its own ancestor is left out: parents that somebody has tied to a circle end there.
 * @throws CutError TOO_MANY_ROWS
 */
export async function readTrees(
  reader: Reader,
  rows: ObjectRows,
  roots: readonly StoredRow[],
  limits: TreeLimits = LIMITS,
): Promise<readonly StoredNode[]> {
  const nodes = roots.map((row) => storedNode(rows.object.root, row, undefined));
  let level: readonly StoredNode[] = nodes;
  let count = nodes.length;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.levels) throw tooMany(limits.levels, `levels of ${level[0]?.component.name}`);
    level = await readChildren(reader, rows, level);
    count += level.length;
    if (count > limits.rows) throw tooMany(limits.rows, `${rows.object.root.name} and children`);
  }
  return nodes;
}

/** A node that gets children, and which of its children they are. */
interface Owner {
  readonly node: StoredNode;
  readonly ordinal: number;
}

async function readChildren(reader: Reader, rows: ObjectRows, parents: readonly StoredNode[]): Promise<StoredNode[]> {
  const groups = ownersByChild(parents);
  if (groups.length === 0) return [];
  const answers = await reader.find(
    groups.map(([child, owners]) => {
      const { linked, byParent } = rows.of(child);
      return { shape: linked, by: byParent, keys: Array.from(owners.keys(), (id) => [id]) };
    }),
  );
  return groups.flatMap(([child, owners], index) =>
    (answers[index] ?? []).flatMap((row) => attach(storedRow(rows.of(child), row), child, owners)),
  );
}

/** By child component, and there by the ROW_ID of the row that has the child: an associated row can stand under several parents, and so in several nodes. */
function ownersByChild(parents: readonly StoredNode[]): [Component, Map<string, Owner[]>][] {
  const byChild = new Map<Component, Map<string, Owner[]>>();
  for (const node of parents) {
    for (const [ordinal, child] of node.component.children.entries()) {
      const owners = byChild.get(child) ?? new Map<string, Owner[]>();
      byChild.set(child, owners);
      const same = owners.get(node.row.rowId);
      if (same === undefined) owners.set(node.row.rowId, [{ node, ordinal }]);
      else same.push({ node, ordinal });
    }
  }
  return [...byChild];
}

function attach(row: StoredRow, child: Component, owners: ReadonlyMap<string, readonly Owner[]>): StoredNode[] {
  return (owners.get(row.parentId ?? '') ?? []).flatMap(({ node: parent, ordinal }) => {
    if (isAmongAncestors(row, child, parent)) return [];
    const node = storedNode(child, row, parent);
    parent.children[ordinal]?.push(node);
    return [node];
  });
}

function isAmongAncestors({ rowId }: StoredRow, { table }: Component, parent: StoredNode): boolean {
  for (let node: StoredNode | undefined = parent; node !== undefined; node = node.parent) {
    if (node.row.rowId === rowId && node.component.table === table) return true;
  }
  return false;
}

function storedNode(component: Component, row: StoredRow, parent: StoredNode | undefined): StoredNode {
  return { component, row, parent, children: component.children.map(() => []) };
}

function tooMany(limit: number, component: string): CutError {
  return new CutError('TOO_MANY_ROWS', { limit, component });
}
