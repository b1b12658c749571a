import { suggestion } from '../../errors/near-names.ts';
import type { Column, Table } from '../model.ts';
import { type ModelParts, sharesRows, type TableParts } from './model-parts.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

/** The table of this name; undefined, and a problem, when there is none. */
export function tableNamed(name: string, place: Place, { tables, problems }: TableParts): Table | undefined {
  const table = tables.get(name);
  if (table === undefined) problems.add(place, `there is no table '${name}'${suggestion(name, tables.keys())}`);
  return table;
}

/** The table's column of this name; undefined, and a problem, when there is none. */
export function columnNamed(table: Table, name: string, place: Place, problems: Problems): Column | undefined {
  const column = table.columns.get(name);
  if (column === undefined)
    problems.add(place, `${table.name} has no column '${name}'${suggestion(name, table.columns.keys())}`);
  return column;
}

/** The table's column of this name that holds ROW_IDs of `target`; undefined, and a problem, when it does not. */
export function foreignKeyNamed(
  table: Table,
  name: string,
  target: Table,
  place: Place,
  { tables, problems }: ModelParts,
): Column | undefined {
  const column = columnNamed(table, name, place, problems);
  if (column === undefined) return undefined;
  if (column.type.kind !== 'id' || column.system) {
    problems.add(place, `${table.name}.${name} is no foreign key; a column of type id is needed`);
    return undefined;
  }
  const referred = column.references === undefined ? undefined : tables.get(column.references);
  if (referred !== undefined && !sharesRows(referred, target)) {
    problems.add(place, `${table.name}.${name} refers to ${referred.name}, not to ${target.name}`);
    return undefined;
  }
  return column;
}
