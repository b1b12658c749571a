import type { Column, Table } from '../model.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { columnNamed } from './read-columns.ts';

/** The table's column of this name that is declared to refer to `target`; undefined, and a problem, when it is not. */
export function referenceNamed(
  table: Table,
  name: string,
  target: Table,
  place: Place,
  problems: Problems,
): Column | undefined {
  const column = columnNamed(table, name, place, problems);
  if (column === undefined || column.references === target.name) return column;
  const found = column.references === undefined ? 'no table' : column.references;
  problems.add(place, `${table.name}.${name} refers to ${found}, not to ${target.name}`);
  return undefined;
}

/** A reference by which rows are found: an index must begin with it. */
export function indexedReference(
  table: Table,
  name: string,
  target: Table,
  place: Place,
  problems: Problems,
): Column | undefined {
  const column = referenceNamed(table, name, target, place, problems);
  if (column !== undefined && !table.indexes.some(({ columns }) => columns[0] === name)) {
    problems.add(place, `no index of ${table.name} begins with ${name}, by which rows are found; add one (F#)`);
  }
  return column;
}
