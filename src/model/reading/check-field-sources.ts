import type { Field } from '../model.ts';
import type { FieldEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { FieldOwner } from './read-fields.ts';

/** No two fields may write one column, and all joined fields of a foreign key look into one table. */
export function checkFieldSources(
  entries: readonly FieldEntry[],
  fields: readonly Field[],
  owner: FieldOwner,
  place: Place,
  problems: Problems,
): void {
  const writers = new Map<string, string>();
  const targets = new Map<string, string>();
  for (const field of fields) {
    const { name, source } = field;
    const here = place.at(entries.findIndex((entry) => entry.field === name));
    if (source.kind === 'lookup') {
      const target = targets.get(source.via.name) ?? source.table.name;
      targets.set(source.via.name, target);
      if (target === source.table.name) continue;
      const message = `'${source.via.name}' is looked up in ${target} by a field before; it can only point at one table`;
      problems.add(here.at('lookup'), message);
    } else if (claimsColumn(field)) {
      const key = `${source.kind} ${source.column.name}`;
      const writer = writers.get(key);
      writers.set(key, name);
      if (writer === undefined || writer === name) continue;
      const message = `${owner.name} writes ${source.column.name} from '${writer}' already; make one of the two fields readOnly`;
      problems.add(here.at('column'), message);
    }
  }
}

/** A component has one field that is ROW_ID, readOnly or not. */
function claimsColumn({ source, readOnly }: Field): boolean {
  return !readOnly || (source.kind === 'column' && source.column.name === 'ROW_ID');
}
