import { suggestion } from '../../errors/near-names.ts';
import type { Column, Component, Field } from '../model.ts';
import type { ChangeEvent, Watch } from '../policy.ts';
import type { WatchEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

const EVENTS: readonly ChangeEvent[] = ['insert', 'update'];

/** What a policy watches of a component: the fields that it names, or all; always what the row belongs to. */
export function watchOf(
  component: Component,
  { fields: names, events = EVENTS }: WatchEntry,
  place: Place,
  problems: Problems,
): Watch {
  const { link, where, table } = component;
  checkIndex(component, place, problems);
  const fields = names === undefined ? component.fields : fieldsNamed(component, names, place, problems);
  const columns = new Set<Column>();
  const associationColumns = new Set<Column>();
  for (const name of where.keys()) addIfThere(columns, table.columns.get(name));
  if (link?.kind === 'foreign-key') columns.add(link.column);
  if (link?.kind === 'association') {
    associationColumns.add(link.parentColumn);
    associationColumns.add(link.childColumn);
  }
  for (const { source } of fields) {
    if (source.kind === 'lookup') columns.add(source.via);
    else if (!source.column.system) (source.kind === 'column' ? columns : associationColumns).add(source.column);
  }
  if (names === undefined) for (const { primary } of component.children) addIfThere(columns, primary);
  return { component, events, columns: [...columns], associationColumns: [...associationColumns] };
}

function addIfThere(columns: Set<Column>, column: Column | undefined): void {
  if (column !== undefined) columns.add(column);
}

function fieldsNamed(
  component: Component,
  names: readonly string[],
  place: Place,
  problems: Problems,
): readonly Field[] {
  return names.flatMap((name, index) => {
    const here = place.at('fields', index);
    const field = component.fieldsByName.get(name);
    if (field === undefined) {
      const hint = suggestion(name, component.fieldsByName.keys());
      problems.add(here, `${component.name} has no field '${name}'${hint}`);
      return [];
    }
    if (field.source.kind !== 'lookup' && field.source.column.system)
      problems.add(here, `'${name}' is kept by the database: it says nothing of what was changed`);
    return [field];
  });
}

/** The associated row changes for all records that it is paired with; they are found by it. */
function checkIndex({ name, link }: Component, place: Place, problems: Problems): void {
  if (link?.kind !== 'association') return;
  const { table, childColumn } = link;
  if (table.indexes.some(({ columns }) => columns[0] === childColumn.name)) return;
  problems.add(
    place,
    `no index of ${table.name} begins with ${childColumn.name}, by which a changed ${name} finds the records that it belongs to; add one (F#)`,
  );
}
