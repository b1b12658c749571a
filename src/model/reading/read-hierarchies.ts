import type { HierarchyEntry, TablesFile } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { indexedReference, referenceNamed } from './read-references.ts';
import type { TableDraft } from './read-tables.ts';

/** Gives the tables their hierarchies: the column of the row above, and the one that is kept as the topmost row. */
export function readHierarchies(
  content: TablesFile,
  tables: ReadonlyMap<string, TableDraft>,
  place: Place,
  problems: Problems,
): void {
  for (const [name, { hierarchy }] of Object.entries(content.tables)) {
    const table = tables.get(name);
    if (table === undefined || hierarchy === undefined) continue;
    readHierarchy(table, hierarchy, place.at('tables', name, 'hierarchy'), problems);
  }
}

function readHierarchy(table: TableDraft, entry: HierarchyEntry, place: Place, problems: Problems): void {
  const here = place.at('parent');
  const root =
    entry.root === undefined ? undefined : referenceNamed(table, entry.root, table, place.at('root'), problems);
  // Rows below are looked for only to give them their root.
  const named = entry.root === undefined ? referenceNamed : indexedReference;
  const parent = named(table, entry.parent, table, here, problems);
  if (parent === undefined) return;
  if (parent.required)
    problems.add(here, `${table.name}.${parent.name} is required, but a row at the top has no parent`);
  if (root === parent) problems.add(place.at('root'), `'${entry.parent}' is the parent; the root is another column`);
  table.hierarchy = { parent, ...(root === undefined ? {} : { root }) };
}
