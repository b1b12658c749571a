import type { Column, Hierarchy, Table, Total } from '../../model/model.ts';
import type { ColumnReference } from '../../store/store.ts';
import { type RowsRead, reference, rowsRead } from './rows-read.ts';

/** What keeping the hierarchy of a table takes. */
export interface HierarchyRule extends Hierarchy {
  readonly table: Table;
  /** The parent, and the root where there is one. */
  readonly rows: RowsRead;
  readonly byParent: readonly ColumnReference[];
}

/** What keeping the totals of a table takes: those over the same lines, which are read once. */
export interface TotalsRule {
  readonly totals: readonly Total[];
  /** The columns of the totals. */
  readonly headers: RowsRead;
  /** Column of the lines that holds the ROW_ID of their header. */
  readonly by: Column;
  /** Column of the lines that holds the line above; there when a total is rolled up. */
  readonly parent?: Column;
  /** `by`, the factors, and `parent`. */
  readonly lines: RowsRead;
  readonly byHeader: readonly ColumnReference[];
}

export interface TableRules {
  readonly hierarchies: readonly HierarchyRule[];
  readonly totals: readonly TotalsRule[];
  /** By table, the columns that some rule looks at or keeps. */
  readonly columns: ReadonlyMap<Table, ReadonlySet<Column>>;
}

/** The rules that the tables declare; worked out once per model. */
export function rulesOf(tables: ReadonlyMap<string, Table>): TableRules {
  let rules = known.get(tables);
  if (rules === undefined) {
    rules = makeRules([...tables.values()]);
    known.set(tables, rules);
  }
  return rules;
}

const known = new WeakMap<ReadonlyMap<string, Table>, TableRules>();

function makeRules(tables: readonly Table[]): TableRules {
  const hierarchies = tables.flatMap(hierarchyRules);
  const totals = tables.flatMap(totalsRules);
  const columns = new Map<Table, Set<Column>>();
  for (const rows of [
    ...hierarchies.map((rule) => rule.rows),
    ...totals.flatMap(({ headers, lines }) => [headers, lines]),
  ]) {
    columns.set(rows.table, new Set([...(columns.get(rows.table) ?? []), ...rows.columns]));
  }
  return { hierarchies, totals, columns };
}

function hierarchyRules(table: Table): HierarchyRule[] {
  const { hierarchy } = table;
  if (hierarchy === undefined) return [];
  const { parent, root } = hierarchy;
  const rows = rowsRead(table, root === undefined ? [parent] : [parent, root]);
  return [{ ...hierarchy, table, rows, byParent: [reference(parent)] }];
}

function totalsRules(table: Table): TotalsRule[] {
  const groups = new Map<Column, Total[]>();
  for (const total of table.totals ?? []) {
    const group = groups.get(total.by);
    if (group === undefined) groups.set(total.by, [total]);
    else group.push(total);
  }
  return [...groups].flatMap(([by, totals]) => {
    const [first] = totals;
    return first === undefined ? [] : [totalsRule(table, first.lines, by, totals)];
  });
}

function totalsRule(headers: Table, lines: Table, by: Column, totals: readonly Total[]): TotalsRule {
  const parent = totals.some(({ rolledUp }) => rolledUp) ? lines.hierarchy?.parent : undefined;
  const lineColumns = [by, ...totals.flatMap(({ factors }) => factors), ...(parent === undefined ? [] : [parent])];
  return {
    totals,
    headers: rowsRead(
      headers,
      totals.map(({ column }) => column),
    ),
    by,
    ...(parent === undefined ? {} : { parent }),
    lines: rowsRead(lines, lineColumns),
    byHeader: [reference(by)],
  };
}
