import type { PlannedRow, PlannedRows } from './planned-rows.ts';
import type { Reading } from './reading.ts';
import { findRows, type RowRead, rowRead } from './rows-read.ts';
import type { RuleRefusals } from './rule-refusals.ts';
import type { HierarchyRule } from './table-rules.ts';

/** The most rows from the top of a hierarchy to its bottom. */
export const MOST_LEVELS = 100;
export const TOO_DEEP = `the hierarchy would have more than ${MOST_LEVELS} levels`;
const CIRCLE = 'the records would be above each other in a circle';

/** Where a row is in its hierarchy. */
export interface Placement {
  /** ROW_ID of the topmost row. */
  readonly root: string;
  /** 1 at the top. */
  readonly level: number;
}

/** The rows that a plan places in a hierarchy, and those above them, as they are after the plan. */
export class Ancestors {
  readonly #rule: HierarchyRule;
  readonly #planned: PlannedRows;
  readonly #refusals: RuleRefusals;
  /** What was read; null: there is no such row. */
  readonly #stored = new Map<string, RowRead | null>();
  /** Null: what is above the row has been refused. */
  readonly #placements = new Map<string, Placement | null>();

  constructor(rule: HierarchyRule, planned: PlannedRows, refusals: RuleRefusals) {
    this.#rule = rule;
    this.#planned = planned;
    this.#refusals = refusals;
  }

  /** Reads what is stored of `rows` and all that is above them, level by level. */
  *read(rows: readonly PlannedRow[]): Reading {
    const climbed = new Set<string>();
    let wanted = new Set(rows.filter(({ isStored }) => isStored).map(({ rowId }) => rowId));
    let starts: Iterable<string> = rows.map(({ rowId }) => rowId);
    for (let level = 0; level <= MOST_LEVELS; level += 1) {
      for (const start of starts) {
        const unknown = this.#climb(start, climbed);
        if (unknown !== undefined) wanted.add(unknown);
      }
      if (wanted.size === 0) return;
      const { rows: shape } = this.#rule;
      const [found = []] = yield [findRows(shape, shape.byRowId, wanted)];
      for (const rowId of wanted) this.#stored.set(rowId, null);
      for (const row of found) {
        const stored = rowRead(shape, row);
        this.#stored.set(stored.rowId, stored);
      }
      starts = wanted;
      wanted = new Set();
    }
  }

  stored(rowId: string): RowRead | undefined {
    return this.#stored.get(rowId) ?? undefined;
  }

  /** Where one of the rows is; undefined when it cannot be there, which has been refused. */
  placementOf(rowId: string): Placement | undefined {
    const path = new Set<string>();
    let above: Placement | null | undefined;
    let current: string | null = rowId;
    while (current !== null) {
      above = this.#placements.get(current);
      if (above !== undefined) break;
      if (path.has(current)) {
        above = this.#refuseCircle(rowId, current, [...path]);
        break;
      }
      const parent = this.#parentOf(current);
      if (parent === undefined) {
        above = this.#refuse(rowId, TOO_DEEP);
        break;
      }
      path.add(current);
      current = parent;
    }
    return this.#place(rowId, [...path].reverse(), above) ?? undefined;
  }

  /** @param path from the top down to the row; @param above what is above its first row, undefined for nothing */
  #place(rowId: string, path: readonly string[], above: Placement | null | undefined): Placement | null | undefined {
    let placement = above;
    for (const id of path) {
      if (placement === undefined) placement = { root: id, level: 1 };
      else if (placement !== null) placement = { root: placement.root, level: placement.level + 1 };
      if (placement !== null && placement.level > MOST_LEVELS) placement = this.#refuse(rowId, TOO_DEEP);
      this.#placements.set(id, placement);
    }
    return placement;
  }

  /** The first row without a known parent at or above `rowId`. */
  #climb(rowId: string, climbed: Set<string>): string | undefined {
    let current: string | null = rowId;
    while (current !== null && !climbed.has(current)) {
      const parent = this.#parentOf(current);
      if (parent === undefined) return current;
      climbed.add(current);
      current = parent;
    }
    return undefined;
  }

  /** Null at the top, and below a row that is not there: the store refuses what points at it. Undefined when not known. */
  #parentOf(rowId: string): string | null | undefined {
    const { table, parent } = this.#rule;
    const stored = this.#stored.get(rowId);
    const above = this.#planned.after(table, rowId, parent, stored ?? undefined);
    if (above === undefined) return stored === null ? null : undefined;
    return above !== null && this.#stored.get(above) === null ? null : above;
  }

  /** Of the rows in the circle, it is the fault of one that the plan moves; or of `rowId`, which the plan puts below a circle. */
  #refuseCircle(rowId: string, member: string, path: readonly string[]): null {
    const { table, parent } = this.#rule;
    const circle = path.slice(path.indexOf(member));
    const moved = circle.find((id) => this.#planned.of(table).get(id)?.values.has(parent));
    return this.#refuse(moved ?? rowId, CIRCLE);
  }

  #refuse(rowId: string, problem: string): null {
    const { table, parent } = this.#rule;
    this.#refusals.parent(table, rowId, parent, this.#parentOf(rowId) ?? '', problem);
    return null;
  }
}
