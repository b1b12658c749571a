import { suggestion } from '../../errors/near-names.ts';
import type { Column, Index, Table } from '../model.ts';
import { columnValue, parsePhysicalType } from '../physical-type.ts';
import { SYSTEM_COLUMNS } from '../system-columns.ts';
import type { ColumnEntry, TableEntry, TablesFile } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { readExtensions } from './read-extensions.ts';
import type { MappingFile } from './read-file.ts';
import { readHierarchies } from './read-hierarchies.ts';
import { readTotals } from './read-totals.ts';

/** A table while it is put together. */
export type TableDraft = { -readonly [K in keyof Table]: Table[K] };

/** `tables.yaml` -> tables by name. */
export function readTables(
  { content, place }: MappingFile<TablesFile>,
  problems: Problems,
): ReadonlyMap<string, Table> {
  const tables = new Map<string, TableDraft>();
  for (const [name, entry] of Object.entries(content.tables)) {
    tables.set(name, readTable(name, entry, place.at('tables', name), problems));
  }
  checkReferences(content, tables, place, problems);
  readExtensions(content, tables, place, problems);
  readHierarchies(content, tables, place, problems);
  readTotals(content, tables, place, problems);
  return tables;
}

function readTable(name: string, entry: TableEntry, place: Place, problems: Problems): TableDraft {
  const columns = new Map(SYSTEM_COLUMNS.map((column) => [column.name, column]));
  entry.columns.forEach((columnEntry, index) => {
    const column = readColumn(columnEntry, place.at('columns', index), problems);
    const other = columns.get(column.name);
    if (other === undefined) columns.set(column.name, column);
    else problems.add(place.at('columns', index, 'column'), duplicateColumn(name, other));
  });
  return { name, comment: entry.comment ?? '', columns, indexes: readIndexes(name, entry, columns, place, problems) };
}

function duplicateColumn(table: string, { name, system }: Column): string {
  return system
    ? `'${name}' is a system column, which every table has; leave it out`
    : `${table} has a column '${name}' already`;
}

function readColumn(entry: ColumnEntry, place: Place, problems: Problems): Column {
  const type = parsePhysicalType(entry.type);
  const column = { name: entry.column, type, required: entry.required ?? false, system: false };
  const { references } = entry;
  if (references !== undefined && type.kind !== 'id') {
    problems.add(
      place.at('references'),
      `only a column of type id can refer to a table; '${entry.column}' is ${entry.type}`,
    );
  }
  const value = entry.default === undefined ? undefined : columnValue(type, entry.default);
  if (value instanceof Error) problems.add(place.at('default'), value.message);
  return {
    ...column,
    ...(typeof value === 'string' ? { default: value } : {}),
    ...(references === undefined ? {} : { references }),
  };
}

function readIndexes(
  table: string,
  entry: TableEntry,
  columns: ReadonlyMap<string, Column>,
  place: Place,
  problems: Problems,
): Index[] {
  const indexes: Index[] = [{ name: `${table}_P1`, unique: true, columns: ['ROW_ID'] }];
  for (const [suffix, names] of Object.entries(entry.indexes ?? {})) {
    names.forEach((name, index) => {
      const column = columns.get(name);
      const here = place.at('indexes', suffix, index);
      if (column === undefined)
        problems.add(here, `${table} has no column '${name}'${suggestion(name, columns.keys())}`);
      else if (column.type.kind === 'note') problems.add(here, `a note cannot be in an index`);
    });
    indexes.push({ name: `${table}_${suffix}`, unique: suffix.startsWith('U'), columns: names });
  }
  return indexes;
}

function checkReferences(
  content: TablesFile,
  tables: ReadonlyMap<string, Table>,
  place: Place,
  problems: Problems,
): void {
  for (const [name, { columns }] of Object.entries(content.tables)) {
    columns.forEach(({ references }, index) => {
      if (references === undefined || tables.has(references)) return;
      const hint = suggestion(references, tables.keys());
      problems.add(
        place.at('tables', name, 'columns', index, 'references'),
        `there is no table '${references}'${hint || '; leave `references` out for a table that is not in this file'}`,
      );
    });
  }
}
