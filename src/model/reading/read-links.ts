import type { Column, Link } from '../model.ts';
import type { ComponentEntry } from './mapping-files.ts';
import type { ComponentDraft, ModelParts } from './model-parts.ts';
import type { Place } from './place.ts';
import { foreignKeyNamed, tableNamed } from './read-columns.ts';

/** How a component's rows belong to their parents'. @param parents undefined for the root */
export function readLink(
  { name, table }: ComponentDraft,
  { link, association, cascadeClear }: ComponentEntry,
  parents: readonly ComponentDraft[] | undefined,
  place: Place,
  parts: ModelParts,
): Link | undefined {
  const { problems } = parts;
  if (parents === undefined) {
    for (const key of ['link', 'association', 'cascadeClear'] as const) {
      if ({ link, association, cascadeClear }[key] !== undefined)
        problems.add(place.at(key), `the root has no parent, and so no '${key}'`);
    }
    return undefined;
  }
  if (link !== undefined) {
    const [column] = foreignKeysTo(parents, (parent) =>
      foreignKeyNamed(table, link, parent.table, place.at('link'), parts),
    );
    if (cascadeClear && column?.required) {
      problems.add(place.at('cascadeClear'), `${table.name}.${column.name} is required: it cannot be emptied`);
    }
    return column === undefined ? undefined : { kind: 'foreign-key', column };
  }
  if (association === undefined) {
    problems.add(place, `${name} has neither 'link' nor 'association'; one of them says how it belongs to its parent`);
    return undefined;
  }
  const here = place.at('association');
  const between = tableNamed(association.table, here.at('table'), parts);
  if (between === undefined) return undefined;
  const [parentColumn] = foreignKeysTo(parents, (parent) =>
    foreignKeyNamed(between, association.parent, parent.table, here.at('parent'), parts),
  );
  const childColumn = foreignKeyNamed(between, association.child, table, here.at('child'), parts);
  if (parentColumn === undefined || childColumn === undefined) return undefined;
  return { kind: 'association', table: between, parentColumn, childColumn };
}

/** The column of the parent's table that holds the ROW_ID of the primary. */
export function readPrimary(
  { table }: ComponentDraft,
  { primary }: ComponentEntry,
  parents: readonly ComponentDraft[],
  place: Place,
  parts: ModelParts,
): Column | undefined {
  if (primary === undefined) return undefined;
  const here = place.at('primary');
  if (parents.length === 0) {
    parts.problems.add(here, "only a component under a parent can have a 'primary'");
    return undefined;
  }
  const [column] = foreignKeysTo(parents, (parent) => foreignKeyNamed(parent.table, primary, table, here, parts));
  return column;
}

/** One lookup per distinct table of the parents; stops at the first that fails, so that a mistake is reported once. */
function foreignKeysTo(
  parents: readonly ComponentDraft[],
  find: (parent: ComponentDraft) => Column | undefined,
): Column[] {
  const columns: Column[] = [];
  for (const parent of new Map(parents.map((draft) => [draft.table, draft])).values()) {
    const column = find(parent);
    if (column === undefined) return [];
    columns.push(column);
  }
  return columns;
}
