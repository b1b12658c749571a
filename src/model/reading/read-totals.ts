import type { Column, Table, Total } from '../model.ts';
import type { TablesFile, TotalEntry } from './mapping-files.ts';
import type { TableParts } from './model-parts.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { columnNamed, tableNamed } from './read-columns.ts';
import { indexedReference } from './read-references.ts';
import type { TableDraft } from './read-tables.ts';

/** Gives the tables their totals: columns that are kept as sums over the rows of another table. */
export function readTotals(
  { tables: entries }: TablesFile,
  tables: ReadonlyMap<string, TableDraft>,
  place: Place,
  problems: Problems,
): void {
  const declared: Declared[] = [];
  for (const [name, { totals = [] }] of Object.entries(entries)) {
    const table = tables.get(name);
    if (table === undefined) continue;
    totals.forEach((entry, index) => {
      const here = place.at('tables', name, 'totals', index);
      const total = readTotal(table, entry, here, { tables, problems });
      if (total === undefined) return;
      table.totals = [...(table.totals ?? []), total];
      if (total.rolledUp && entries[total.lines.name]?.hierarchy === undefined) {
        problems.add(here.at('rolledUp'), `${total.lines.name} has no hierarchy that says which lines are below which`);
      }
      declared.push({ table, total, place: here });
    });
  }
  checkColumns(declared, problems);
}

interface Declared {
  readonly table: Table;
  readonly total: Total;
  readonly place: Place;
}

function checkColumns(declared: readonly Declared[], problems: Problems): void {
  const columns = new Set(declared.map(({ total }) => total.column));
  const seen = new Set<Column>();
  for (const { table, total, place } of declared) {
    const { column, lines, factors } = total;
    if (seen.has(column)) problems.add(place.at('column'), `${table.name}.${column.name} is a total already`);
    seen.add(column);
    const inner = factors.find((factor) => columns.has(factor));
    if (inner === undefined) continue;
    problems.add(place.at('sum'), `${lines.name}.${inner.name} is a total itself; there are no totals of totals`);
  }
}

function readTotal(table: Table, entry: TotalEntry, place: Place, parts: TableParts): Total | undefined {
  const { problems } = parts;
  const column = columnNamed(table, entry.column, place.at('column'), problems);
  if (column !== undefined && column.type.kind !== 'number') {
    problems.add(place.at('column'), `a total is a number; ${table.name}.${column.name} is ${column.type.kind}`);
  }
  const sum = readSum(entry, place.at('sum'), parts);
  if (sum === undefined) return undefined;
  const by = indexedReference(sum.lines, entry.by, table, place.at('by'), problems);
  if (column === undefined || by === undefined) return undefined;
  return { column, ...sum, by, rolledUp: entry.rolledUp ?? false };
}

/** `TABLE.COLUMN`, or a list of them: numbers of one table. */
function readSum({ sum }: TotalEntry, place: Place, parts: TableParts): Pick<Total, 'lines' | 'factors'> | undefined {
  const { problems } = parts;
  const factors: Column[] = [];
  let lines: Table | undefined;
  for (const [index, name] of [sum].flat().entries()) {
    const here = typeof sum === 'string' ? place : place.at(index);
    const [tableName = '', columnName = ''] = name.split('.');
    const table = tableNamed(tableName, here, parts);
    const column = table === undefined ? undefined : columnNamed(table, columnName, here, problems);
    if (table === undefined || column === undefined) return undefined;
    lines ??= table;
    if (table !== lines) problems.add(here, `the columns of a sum are of one table; ${lines.name} comes before`);
    if (!NUMBERS.has(column.type.kind)) problems.add(here, `numbers are summed; ${name} is ${column.type.kind}`);
    factors.push(column);
  }
  return lines === undefined ? undefined : { lines, factors };
}

const NUMBERS: ReadonlySet<string> = new Set(['number', 'integer']);
