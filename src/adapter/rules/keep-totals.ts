import { sumOfProducts } from '../../model/data-types/decimal-arithmetic.ts';
import type { Column } from '../../model/model.ts';
import { LinesAfter } from './lines-after.ts';
import type { PlannedRows } from './planned-rows.ts';
import type { Reading } from './reading.ts';
import { findRows, type RowRead, rowRead } from './rows-read.ts';
import type { RuleRefusals } from './rule-refusals.ts';
import type { TotalsRule } from './table-rules.ts';

/**
 * Gives every header whose lines a plan changes, or whose totals it writes, the sums of its lines. A total stays as it is sent, or
 * stored, when no line has a value; one that is not sent becomes 0 when the plan takes the last value away.
 */
export function* keepTotals(rule: TotalsRule, planned: PlannedRows, refusals: RuleRefusals): Reading {
  const lines = new LinesAfter(rule, planned);
  const touched = new Set([...writtenHeaders(rule, planned), ...lines.headersOfInserted()]);
  yield* readChangedLines(rule, lines, touched);
  const stored = yield* readHeaders(rule, planned, lines, touched);
  const groups = lines.byHeader();
  for (const [rowId, header] of stored) {
    const isSent = (column: Column) => planned.of(rule.headers.table).get(rowId)?.values.has(column) === true;
    for (const total of rule.totals) {
      const amounts = lines.amounts(total, groups.get(rowId) ?? []);
      if (amounts.length === 0 && (isSent(total.column) || !lines.hadValue(total, rowId))) continue;
      const sum = sumOfProducts(amounts);
      if (sum === null) refusals.total(rule.headers.table, rowId, total.column);
      else planned.derive(rule.headers.table, rowId, total.column, sum, header.values.get(total.column));
    }
  }
}

/** The headers whose totals a plan writes; those that it inserts have no lines but the ones that it inserts, too. */
function writtenHeaders({ headers }: TotalsRule, planned: PlannedRows): string[] {
  return [...planned.of(headers.table).values()].flatMap(({ rowId, kind, values }) =>
    kind === 'update' && headers.columns.some((column) => values.has(column)) ? [rowId] : [],
  );
}

/** The headers of the lines that a plan changes or deletes are touched: of a line that moves both. */
function* readChangedLines({ lines: rows }: TotalsRule, lines: LinesAfter, touched: Set<string>): Reading {
  const changed = lines.touched();
  if (changed.length === 0) return;
  const [found = []] = yield [findRows(rows, rows.byRowId, changed)];
  for (const row of found) for (const header of lines.addStored(rowRead(rows, row))) touched.add(header);
}

/** Reads the touched headers and all their lines. @returns the headers that are there after the plan, by ROW_ID; inserted ones without values */
function* readHeaders(
  { headers, lines: lineRows, byHeader }: TotalsRule,
  planned: PlannedRows,
  lines: LinesAfter,
  touched: ReadonlySet<string>,
): Reading<ReadonlyMap<string, RowRead>> {
  const changes = planned.of(headers.table);
  const there = new Map<string, RowRead>();
  const wanted: string[] = [];
  for (const rowId of touched) {
    const kind = changes.get(rowId)?.kind;
    if (kind === 'insert') there.set(rowId, { rowId, values: new Map() });
    else if (kind !== 'delete') wanted.push(rowId);
  }
  if (wanted.length === 0) return there;
  const [foundLines = [], foundHeaders = []] = yield [
    findRows(lineRows, byHeader, wanted),
    findRows(headers, headers.byRowId, wanted),
  ];
  for (const row of foundLines) lines.addStored(rowRead(lineRows, row));
  for (const row of foundHeaders) {
    const header = rowRead(headers, row);
    there.set(header.rowId, header);
  }
  return there;
}
