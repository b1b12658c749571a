import type { Component, Field } from '../model/model.ts';
import { findField } from './find-field.ts';
import type { SortItem } from './parse-sort-spec.ts';
import type { Scope } from './scope.ts';

export interface BoundSortItem {
  readonly component: Component;
  readonly field: Field;
  readonly descending: boolean;
}

/**
 * The fields that a SortSpec names.
 * @throws CutError QUERY_NAME
 */
export function bindSortSpec(items: readonly SortItem[], scope: Scope): readonly BoundSortItem[] {
  return items.map((item) => ({ ...findField(item, scope), descending: item.descending }));
}
