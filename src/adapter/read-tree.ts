import { createInstance, type Instance } from '../model/instance.ts';
import type { Component } from '../model/model.ts';
import type { Reader } from '../store/store.ts';
import { type StoredRow, storedRow } from './component-rows.ts';
import { displayedListValue } from './list-values.ts';
import type { ObjectRows } from './object-rows.ts';

/** Instances of these rows with all their children: one batch of finds per level of the tree, however many rows there are. */
export async function readTrees(
  reader: Reader,
  rows: ObjectRows,
  roots: readonly StoredRow[],
): Promise<readonly Instance[]> {
  const instances = roots.map((row) => toInstance(rows.object.root, row));
  const seen = new SeenRows();
  let level: Level[] = [{ component: rows.object.root, rows: seen.without(rows.object.root, roots), instances }];
  while (level.length > 0) level = await readChildren(reader, rows, level, seen);
  return instances;
}

/**
 * The rows read so far, by table. A row has one parent, so that one that comes again is its own ancestor: parents that somebody has tied
 * to a circle end there. Associated rows can be the children of many.
 */
class SeenRows {
  readonly #seen = new Map<string, Set<string>>();

  without({ table, link }: Component, rows: readonly StoredRow[]): readonly StoredRow[] {
    if (link?.kind === 'association') return rows;
    const seen = this.#seen.get(table.name) ?? new Set();
    this.#seen.set(table.name, seen);
    return rows.filter(({ rowId }) => !seen.has(rowId) && seen.add(rowId));
  }
}

/** Rows of one component with the instances made of them, in parallel. */
interface Level {
  readonly component: Component;
  readonly rows: readonly StoredRow[];
  readonly instances: readonly Instance[];
}

async function readChildren(
  reader: Reader,
  rows: ObjectRows,
  parents: readonly Level[],
  seen: SeenRows,
): Promise<Level[]> {
  const groups = parents.flatMap((parent) =>
    parent.component.children.map((child, ordinal) => ({ parent, child, ordinal })),
  );
  if (groups.length === 0) return [];
  const answers = await reader.find(
    groups.map(({ parent, child }) => {
      const { linked, parent: parentColumn } = rows.of(child);
      const by = parentColumn === undefined ? [] : [parentColumn];
      return { shape: linked, by, keys: parent.rows.map(({ rowId }) => [rowId]) };
    }),
  );
  return groups.flatMap(({ parent, child, ordinal }, index) => {
    const found = (answers[index] ?? []).map((row) => storedRow(rows.of(child), row));
    const children = seen.without(child, found);
    const instances = attach(parent, child, ordinal, children, rows);
    return children.length === 0 ? [] : [{ component: child, rows: children, instances }];
  });
}

function attach(
  parent: Level,
  child: Component,
  ordinal: number,
  children: readonly StoredRow[],
  rows: ObjectRows,
): Instance[] {
  const containers = new Map<string, { container: Instance[]; row: StoredRow }>();
  parent.instances.forEach((instance, index) => {
    const container: Instance[] = [];
    instance.children[ordinal] = container;
    const row = parent.rows[index];
    if (row !== undefined) containers.set(row.rowId, { container, row });
  });
  const primaryPosition = child.primary && rows.of(parent.component).positions.get(child.primary);
  return children.map((row) => {
    const instance = toInstance(child, row);
    const owner = containers.get(row.parentId ?? '');
    owner?.container.push(instance);
    if (primaryPosition !== undefined) instance.primary = owner?.row.values[primaryPosition] === row.rowId;
    return instance;
  });
}

function toInstance(component: Component, row: StoredRow): Instance {
  const instance = createInstance(component);
  for (const field of component.fields) {
    const value = row.values[field.ordinal] ?? null;
    instance.values[field.ordinal] =
      value === null || field.values === undefined ? value : displayedListValue(field, value);
  }
  return instance;
}
