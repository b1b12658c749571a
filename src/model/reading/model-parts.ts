import type { Component, Field, Table, ValueList } from '../model.ts';
import type { Problems } from './problems.ts';

/** The tables, and where mistakes go. */
export interface TableParts {
  readonly tables: ReadonlyMap<string, Table>;
  readonly problems: Problems;
}

/** What integration objects are made of, and where their mistakes go. */
export interface ModelParts extends TableParts {
  readonly valueLists: ReadonlyMap<string, ValueList>;
}

/** A component while it is put together; frozen as {@link Component} in the end. */
export type ComponentDraft = { -readonly [K in keyof Component]: Component[K] } & { children: Component[] };

/** A field while it is put together. */
export type FieldDraft = { -readonly [K in keyof Field]: Field[K] };

/** Whether a ROW_ID of one table can be one of the other: they are the same, or one extends the other (Siebel's party model). */
export function sharesRows(table: Table, other: Table): boolean {
  return isOrExtends(table, other) || isOrExtends(other, table);
}

function isOrExtends(table: Table, base: Table): boolean {
  for (let current: Table | undefined = table; current !== undefined; current = current.extends?.table) {
    if (current === base) return true;
  }
  return false;
}
