import { suggestion } from '../../errors/near-names.ts';
import type { Table } from '../model.ts';
import { columnValue } from '../physical-type.ts';
import type { TableEntry, TablesFile } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { TableDraft } from './read-tables.ts';

/** Links the tables that are one-to-one extensions of others (`extends`) to their base tables. */
export function readExtensions(
  content: TablesFile,
  tables: ReadonlyMap<string, TableDraft>,
  place: Place,
  problems: Problems,
): void {
  for (const [name, entry] of Object.entries(content.tables)) {
    const table = tables.get(name);
    if (table === undefined || entry.extends === undefined) continue;
    readExtension(table, entry.extends, tables, place.at('tables', name, 'extends'), problems);
  }
  for (const table of tables.values()) {
    if (!extendsItself(table)) continue;
    problems.add(place.at('tables', table.name, 'extends', 'table'), `${table.name} extends itself in the end`);
  }
}

function readExtension(
  table: TableDraft,
  entry: NonNullable<TableEntry['extends']>,
  tables: ReadonlyMap<string, Table>,
  place: Place,
  problems: Problems,
): void {
  const base = tables.get(entry.table);
  if (base === undefined) {
    problems.add(place.at('table'), `there is no table '${entry.table}'${suggestion(entry.table, tables.keys())}`);
    return;
  }
  const values = new Map<string, string>();
  for (const [name, text] of Object.entries(entry.values ?? {})) {
    const column = base.columns.get(name);
    if (column === undefined) {
      problems.add(
        place.at('values', name).keyPosition,
        `${base.name} has no column '${name}'${suggestion(name, base.columns.keys())}`,
      );
      continue;
    }
    const value = columnValue(column.type, text);
    values.set(name, typeof value === 'string' ? value : text);
    if (value instanceof Error) problems.add(place.at('values', name), value.message);
  }
  table.extends = { table: base, values };
  for (const column of base.columns.values()) {
    const filled =
      column.system || column.default !== undefined || values.has(column.name) || table.columns.has(column.name);
    if (!column.required || filled) continue;
    problems.add(place, `nothing fills the required column ${base.name}.${column.name}; give it under 'values'`);
  }
}

function extendsItself(table: Table): boolean {
  const seen = new Set<Table>();
  for (let base = table.extends?.table; base !== undefined && !seen.has(base); base = base.extends?.table) {
    if (base === table) return true;
    seen.add(base);
  }
  return false;
}
