import { suggestion } from '../../errors/near-names.ts';
import type { Column, Table } from '../model.ts';
import { columnValue } from '../physical-type.ts';
import type { Seed, SeedRow } from '../seed.ts';
import type { SeedFile, SeedRowsByTable } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { MappingFile } from './read-file.ts';

/** The rows of `seed.yaml`, checked against the tables and against each other. */
export function readSeedRows(
  { content, place }: MappingFile<SeedFile>,
  tables: ReadonlyMap<string, Table>,
  problems: Problems,
): Seed {
  const always = readPart(content.always ?? {}, tables, place.at('always'), problems);
  const samples = readPart(content.samples ?? {}, tables, place.at('samples'), problems);
  const ids = new Set<string>();
  checkRowIds(always, ids, problems);
  checkReferences(always, ids, problems);
  checkRowIds(samples, ids, problems);
  checkReferences(samples, ids, problems);
  return { always: always.map(({ row }) => row), samples: samples.map(({ row }) => row) };
}

interface PlacedRow {
  readonly row: SeedRow;
  readonly place: Place;
}

function readPart(
  rowsByTable: SeedRowsByTable,
  tables: ReadonlyMap<string, Table>,
  place: Place,
  problems: Problems,
): PlacedRow[] {
  return Object.entries(rowsByTable).flatMap(([name, rows]) => {
    const table = tables.get(name);
    if (table === undefined) {
      problems.add(place.at(name).keyPosition, `there is no table '${name}'${suggestion(name, tables.keys())}`);
      return [];
    }
    return rows.map((values, index) => readRow(table, values, place.at(name, index), problems));
  });
}

function readRow(
  table: Table,
  entry: Readonly<Record<string, string | null>>,
  place: Place,
  problems: Problems,
): PlacedRow {
  const columns: Column[] = [];
  const values: (string | null)[] = [];
  let rowId = '';
  for (const [name, text] of Object.entries(entry)) {
    const here = place.at(name);
    const column = table.columns.get(name);
    if (column === undefined) {
      problems.add(here.keyPosition, `${table.name} has no column '${name}'${suggestion(name, table.columns.keys())}`);
      continue;
    }
    if (column.system && name !== 'ROW_ID') {
      problems.add(here.keyPosition, `'${name}' is a system column, which is kept by the store; leave it out`);
      continue;
    }
    if (text === null && column.required) problems.add(here, `${table.name}.${name} is required`);
    const value = text === null ? null : columnValue(column.type, text);
    if (value instanceof Error) problems.add(here, value.message);
    else if (name === 'ROW_ID') rowId = value ?? '';
    else {
      columns.push(column);
      values.push(value);
    }
  }
  for (const { name, required, system, default: preset } of table.columns.values()) {
    if (!required || system || preset !== undefined || name in entry) continue;
    problems.add(place, `the required column ${table.name}.${name} is missing`);
  }
  return { row: { table, rowId, columns, values }, place };
}

function checkRowIds(rows: readonly PlacedRow[], ids: Set<string>, problems: Problems): void {
  for (const { row, place } of rows) {
    const id = `${row.table.name} ${row.rowId}`;
    if (ids.has(id)) problems.add(place.at('ROW_ID'), `${row.table.name} has a row '${row.rowId}' already`);
    for (let table: Table | undefined = row.table; table !== undefined; table = table.extends?.table) {
      ids.add(`${table.name} ${row.rowId}`);
    }
  }
}

function checkReferences(rows: readonly PlacedRow[], ids: ReadonlySet<string>, problems: Problems): void {
  for (const { row, place } of rows) {
    row.columns.forEach(({ name, references }, index) => {
      const value = row.values[index];
      if (references === undefined || typeof value !== 'string' || ids.has(`${references} ${value}`)) return;
      problems.add(place.at(name), `${references} has no row '${value}' here`);
    });
  }
}
