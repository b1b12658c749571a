import type { LovLanguageMode } from '../model/list-values.ts';
import type { Column } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import type { DoomedRows } from './doomed-rows.ts';
import type { Lookups } from './lookups.ts';
import type { MessageNode } from './message-node.ts';
import type { MessageRows } from './message-rows.ts';
import type { Mistakes } from './mistakes.ts';
import type { RowChanges } from './row-changes.ts';
import { storedValue } from './stored-shapes.ts';

/** What the parts of a plan share. */
export interface PlanContext {
  readonly lookups: Lookups;
  readonly rows: MessageRows;
  readonly doomed: DoomedRows;
  readonly changes: RowChanges;
  readonly lovLanguageMode: LovLanguageMode | undefined;
  readonly errors: Mistakes;
}

/** Whether the column of the instance's row, or of its link, has the value already. */
export function isPlanned(
  node: MessageNode,
  column: Column,
  position: number,
  value: Value,
  { changes }: PlanContext,
): boolean {
  const planned = changes.planned(node.rowId, column);
  if (planned !== undefined) return planned === value;
  if (node.match !== undefined) return storedValue(node.match, position) === value;
  return (column.default ?? null) === value;
}
