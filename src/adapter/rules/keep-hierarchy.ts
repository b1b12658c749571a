import type { Column } from '../../model/model.ts';
import { Ancestors, MOST_LEVELS, type Placement, TOO_DEEP } from './ancestors.ts';
import type { PlannedRow, PlannedRows } from './planned-rows.ts';
import type { Reading } from './reading.ts';
import { findRows, rowRead } from './rows-read.ts';
import type { RuleRefusals } from './rule-refusals.ts';
import type { HierarchyRule } from './table-rules.ts';

/** The most rows that get a new root because one above them moves. */
export const MOST_MOVED = 100_000;

/**
 * Refuses circles of parents, and gives every row that a plan inserts or moves its root: the topmost row above it, or itself; and so all
 * rows below one that moves to another root.
 */
export function* keepHierarchy(rule: HierarchyRule, planned: PlannedRows, refusals: RuleRefusals): Reading {
  const { table, root } = rule;
  const placed = placedRows(rule, planned);
  if (placed.length === 0) return;
  const ancestors = new Ancestors(rule, planned, refusals);
  yield* ancestors.read(placed);
  const moved = new Map<string, Moved>();
  for (const { rowId, kind, isStored } of placed) {
    const placement = ancestors.placementOf(rowId);
    if (placement === undefined || root === undefined) continue;
    const stored = ancestors.stored(rowId)?.values.get(root);
    planned.derive(table, rowId, root, placement.root, kind === 'insert' ? undefined : stored);
    if (isStored && stored !== placement.root) moved.set(rowId, { ...placement, with: rowId });
  }
  if (root !== undefined) yield* moveRowsBelow(rule, root, moved, planned, refusals);
}

/** The rows whose place may be a new one. */
function placedRows({ table, parent, root }: HierarchyRule, planned: PlannedRows): PlannedRow[] {
  const rows = planned.of(table);
  return [...rows.values()].filter(({ kind, values }) => {
    if (root !== undefined) return kind === 'insert' || values.has(parent) || values.has(root);
    // Without a root only circles matter, and a row is in none when nothing can be below it yet.
    const above = values.get(parent) ?? null;
    return above !== null && (kind === 'update' || rows.get(above)?.kind === 'insert');
  });
}

interface Moved extends Placement {
  /** ROW_ID of the row that the plan moves. */
  readonly with: string;
}

/** A level at a time. Rows that the plan places itself are not among them. */
function* moveRowsBelow(
  { table, parent, rows, byParent }: HierarchyRule,
  root: Column,
  moved: ReadonlyMap<string, Moved>,
  planned: PlannedRows,
  refusals: RuleRefusals,
): Reading {
  let above = moved;
  let count = 0;
  while (above.size > 0) {
    const [found = []] = yield [findRows(rows, byParent, above.keys())];
    const below = new Map<string, Moved>();
    for (const row of found) {
      const { rowId, values } = rowRead(rows, row);
      const change = planned.of(table).get(rowId);
      const over = above.get(values.get(parent) ?? '');
      if (over === undefined || change?.kind === 'delete' || change?.values.has(parent)) continue;
      planned.derive(table, rowId, root, over.root, values.get(root) ?? null);
      below.set(rowId, { ...over, level: over.level + 1 });
    }
    count += found.length;
    const problem = count > MOST_MOVED ? `more than ${MOST_MOVED} records are below it` : TOO_DEEP;
    const refused = [...below.values()].find(({ level }) => count > MOST_MOVED || level > MOST_LEVELS);
    if (refused !== undefined) {
      const value = planned.after(table, refused.with, parent) ?? '';
      refusals.parent(table, refused.with, parent, value, problem);
      return;
    }
    above = below;
  }
}
