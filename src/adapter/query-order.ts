import { CutError } from '../errors/cut-error.ts';
import { type BoundSortItem, bindSortSpec } from '../expression/bind-sort-spec.ts';
import { compares } from '../expression/compare-values.ts';
import { parseSortSpec } from '../expression/parse-sort-spec.ts';
import { valueTypeOf } from '../expression/value-types.ts';
import type { Component, Field } from '../model/model.ts';
import type { SortKey } from '../store/store.ts';
import { shorten } from './describe.ts';
import type { ObjectRows } from './object-rows.ts';
import type { StoredNode } from './read-tree.ts';

/** In which order records are answered, and the children in them. Row ids decide where nothing else does. */
export interface Order {
  readonly roots: readonly SortKey[];
  readonly children: ReadonlyMap<Component, readonly BoundSortItem[]>;
}

/** @throws CutError QUERY_SYNTAX, QUERY_NAME, QUERY_TOO_LARGE */
export function readOrder(rows: ObjectRows, sortSpec = ''): Order {
  if (sortSpec === '') return { roots: [], children: new Map() };
  const { root, components } = rows.object;
  const byComponent = Map.groupBy(read(sortSpec, { component: root, components }), ({ component }) => component);
  const ofRoot = byComponent.get(root) ?? [];
  byComponent.delete(root);
  const { columnOf } = rows.of(root);
  return {
    roots: ofRoot.map(({ field, descending }) => ({ column: columnOf(field), descending })),
    children: byComponent,
  };
}

function read(sortSpec: string, scope: Parameters<typeof bindSortSpec>[1]): readonly BoundSortItem[] {
  try {
    return bindSortSpec(parseSortSpec(sortSpec), scope);
  } catch (error) {
    throw error instanceof CutError ? error.at({ argument: 'SortSpec', value: shorten(sortSpec) }) : error;
  }
}

/** Sorts as the store does: nulls first, last when descending; what is equal stays in its order. */
export function sortNodes(nodes: StoredNode[], items: readonly BoundSortItem[]): void {
  nodes.sort((left, right) => {
    for (const { field, descending } of items) {
      const order = compareValues(field, storedValue(left, field), storedValue(right, field));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function storedValue({ row }: StoredNode, { ordinal }: Field): string | null {
  return row.values[ordinal] ?? null;
}

function compareValues(field: Field, left: string | null, right: string | null): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return compares(left, '<', right, valueTypeOf(field)) ? -1 : 1;
}
