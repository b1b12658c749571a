import type { Column, Component, Table } from '../model.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

/** Every required column of the rows that a component inserts must be filled by something. */
export function checkRequiredColumns(component: Component, place: Place, problems: Problems): void {
  const { table, link, where, noInsert } = component;
  const filled = new Set(where.keys());
  if (link?.kind === 'foreign-key') filled.add(link.column.name);
  if (table.hierarchy?.root !== undefined) filled.add(table.hierarchy.root.name);
  if (!noInsert) report(component, table, filled, 'column', place, problems);
  if (link?.kind !== 'association') return;
  const paired = new Set([link.parentColumn.name, link.childColumn.name]);
  report(component, link.table, paired, 'association-column', place, problems);
}

function report(
  { name, fields }: Component,
  table: Table,
  filled: ReadonlySet<string>,
  kind: 'column' | 'association-column',
  place: Place,
  problems: Problems,
): void {
  const written = new Set<Column>();
  for (const { source, readOnly } of fields) {
    if (readOnly) continue;
    if (source.kind === kind) written.add(source.column);
    if (source.kind === 'lookup' && kind === 'column') written.add(source.via);
  }
  for (const column of table.columns.values()) {
    if (!column.required || column.system || column.default !== undefined) continue;
    if (filled.has(column.name) || written.has(column)) continue;
    problems.add(place, `nothing fills the required column ${table.name}.${column.name} when ${name} is inserted`);
  }
}
