import { CutError } from '../errors/cut-error.ts';
import type { Column, Table } from '../model/model.ts';
import type { RowChange, Value } from '../store/store.ts';
import type { ComponentRows } from './component-rows.ts';
import { describeKey, locate } from './describe.ts';
import type { Lookups } from './lookups.ts';
import { MessageRows } from './message-rows.ts';
import type { Mistakes } from './mistakes.ts';
import type { ObjectRows } from './object-rows.ts';
import { planPrimaries } from './plan-primaries.ts';
import { planValues } from './plan-values.ts';
import type { ResolvedNode } from './resolve.ts';
import { completeUserKeys } from './user-key.ts';

/** What an Insert or Update does to the database. */
export interface Plan {
  /** Parents before children; foreign keys may point forward. */
  readonly changes: readonly RowChange[];
  /** The ROW_IDs of all nodes. */
  readonly rows: MessageRows;
}

export interface PlanOptions {
  /** A row id that names no row is that of a row to insert (sample data, restored exports); otherwise it is refused. */
  readonly acceptRowIds: boolean;
  /** Gives the next unused ROW_ID. */
  readonly newRowId: () => string;
}

/**
 * Insert or Update: rows that were found are updated where a value differs, the others inserted; children that the message does not
 * name stay (siebel-eai, 5.1). Pure: everything it needs to know of the database has been resolved.
 *
 * @param errors gets everything that is wrong; when it is not empty the plan must not be applied
 */
export function plan(
  rows: ObjectRows,
  roots: readonly ResolvedNode[],
  lookups: Lookups,
  options: PlanOptions,
  errors: Mistakes,
): Plan {
  const planner = new Planner(rows, lookups, options, errors);
  for (const root of roots) planner.assignRowIds(root);
  for (const root of roots) planner.write(root);
  return planner;
}

/** The number of ROW_IDs that {@link plan} may ask for. */
export function newRowIdsNeeded(nodes: readonly ResolvedNode[]): number {
  let count = 0;
  for (const node of nodes) {
    if (node.match === undefined) count += 1;
    if (needsLinkRow(node)) count += 1;
    for (const group of node.children) count += group === undefined ? 0 : newRowIdsNeeded(group);
  }
  return count;
}

function needsLinkRow({ instance, match }: ResolvedNode): boolean {
  return instance.component.link?.kind === 'association' && (match?.linkRowId ?? null) === null;
}

class Planner implements Plan {
  readonly changes: RowChange[] = [];
  readonly rows = new MessageRows();
  readonly #shapes: ObjectRows;
  readonly #lookups: Lookups;
  readonly #options: PlanOptions;
  readonly #errors: Mistakes;
  readonly #associated = new Map<string, ResolvedNode>();
  readonly #refused = new Set<ResolvedNode>();
  /** What this plan has done to a row so far, by row id: a message can name an associated row several times. */
  readonly #planned = new Map<string, Map<Column, Value>>();

  constructor(shapes: ObjectRows, lookups: Lookups, options: PlanOptions, errors: Mistakes) {
    this.#shapes = shapes;
    this.#lookups = lookups;
    this.#options = options;
    this.#errors = errors;
  }

  /** All nodes first, because values may point at rows that come later in the message. */
  assignRowIds(node: ResolvedNode): void {
    this.#matchWithinMessage(node);
    const sent = node.instance.values[node.instance.component.rowId.ordinal] ?? undefined;
    if (sent !== undefined && sent !== node.match?.rowId && !(node.match === undefined && this.#options.acceptRowIds)) {
      this.#errors.push(noMatch(node));
      this.#refused.add(node);
    }
    this.rows.add(node, node.match?.rowId ?? sent ?? this.#options.newRowId());
    for (const group of node.children) for (const child of group ?? []) this.assignRowIds(child);
  }

  /** The same contact under two accounts of one message, by whichever of its keys: the first one inserts it, the other one is linked to it. */
  #matchWithinMessage(node: ResolvedNode): void {
    const { component } = node.instance;
    if (component.link?.kind !== 'association' || node.match !== undefined) return;
    const keys = completeUserKeys(node.instance).map(({ fields, values }) =>
      JSON.stringify([component.table.name, fields.map(({ name }) => name), values]),
    );
    const first = keys.map((key) => this.#associated.get(key)).find((found) => found !== undefined);
    for (const key of keys) if (!this.#associated.has(key)) this.#associated.set(key, first ?? node);
    if (first === undefined) return;
    const values = first.instance.values.map((value) => value ?? null);
    node.match = { rowId: this.rows.rowId(first), linkRowId: null, parentId: null, values };
  }

  write(node: ResolvedNode, parent?: ResolvedNode): void {
    // What it would need if it were a new row is of no interest.
    if (this.#refused.has(node)) return;
    const shapes = this.#shapes.of(node.instance.component);
    this.#checkModificationNumber(node, shapes);
    const values = planValues(node, this.#lookups, this.rows, this.#errors);
    planPrimaries(node, shapes, values.own, this.rows, this.#errors);
    if (node.match === undefined) this.#insert(node, values.own, parent);
    else this.#update(node.instance.component.table, node.match.rowId, shapes.positions, node.match.values, values.own);
    if (parent !== undefined) this.#writeLink(node, parent, shapes, values.link);
    for (const group of node.children) for (const child of group ?? []) this.write(child, node);
  }

  #insert(node: ResolvedNode, values: ReadonlyMap<Column, Value>, parent: ResolvedNode | undefined): void {
    const { table, where, link } = node.instance.component;
    const all = new Map(values);
    for (const [name, value] of where) all.set(columnOf(table, name), value);
    if (link?.kind === 'foreign-key' && parent !== undefined) all.set(link.column, this.rows.rowId(parent));
    this.#insertRow(table, this.rows.rowId(node), all);
  }

  /** The base table of an extension gets its row first, with the same ROW_ID. */
  #insertRow(table: Table, rowId: string, values: ReadonlyMap<Column, Value>): void {
    if (table.extends !== undefined) {
      const base = table.extends.table;
      const baseValues = new Map(sharedValues(base, values));
      for (const [name, value] of table.extends.values) baseValues.set(columnOf(base, name), value);
      this.#insertRow(base, rowId, baseValues);
    }
    this.changes.push({ kind: 'insert', table, rowId, columns: [...values.keys()], values: [...values.values()] });
    this.#remember(rowId, values);
  }

  #remember(rowId: string, values: ReadonlyMap<Column, Value>): void {
    const planned = this.#planned.get(rowId);
    if (planned === undefined) this.#planned.set(rowId, new Map(values));
    else for (const [column, value] of values) planned.set(column, value);
  }

  #update(
    table: Table,
    rowId: string,
    positions: ReadonlyMap<Column, number>,
    stored: readonly Value[],
    values: ReadonlyMap<Column, Value>,
  ): void {
    const planned = this.#planned.get(rowId);
    const before = (column: Column): Value | undefined =>
      planned?.has(column) === true ? planned.get(column) : stored[positions.get(column) ?? -1];
    const changed = new Map([...values].filter(([column, value]) => before(column) !== value));
    if (changed.size === 0) return;
    this.#remember(rowId, changed);
    this.changes.push({ kind: 'update', table, rowId, columns: [...changed.keys()], values: [...changed.values()] });
    if (table.extends === undefined) return;
    const shared = sharedValues(table.extends.table, changed);
    if (shared.size === 0) return;
    this.changes.push({
      kind: 'update',
      table: table.extends.table,
      rowId,
      columns: [...shared.keys()],
      values: [...shared.values()],
    });
  }

  #writeLink(node: ResolvedNode, parent: ResolvedNode, shapes: ComponentRows, values: Map<Column, Value>): void {
    const { link } = node.instance.component;
    if (link?.kind !== 'association') return;
    const linkRowId = node.match?.linkRowId ?? null;
    if (node.match !== undefined && linkRowId !== null) {
      this.#update(link.table, linkRowId, shapes.linkPositions, node.match.values, values);
      return;
    }
    values.set(link.parentColumn, this.rows.rowId(parent));
    values.set(link.childColumn, this.rows.rowId(node));
    this.#insertRow(link.table, this.#options.newRowId(), values);
  }

  /** Siebel's modification key: when it is sent, the row must be there and have this number (siebel-eai, 5.9). */
  #checkModificationNumber({ instance, index, key, match }: ResolvedNode, { modificationNumber }: ComponentRows): void {
    if (modificationNumber === undefined || (match === undefined && this.#options.acceptRowIds)) return;
    const sent = instance.values[modificationNumber.ordinal];
    const stored = match?.values[modificationNumber.ordinal];
    if (sent === undefined || sent === null || sent === stored) return;
    const location = locate(instance, index, key.fields, {
      field: modificationNumber.name,
      value: sent,
      ...(typeof stored === 'string' ? { allowed: [stored] } : {}),
    });
    const parameters = { component: instance.component.name, key: describeKey(instance, key.fields) };
    this.#errors.push(new CutError('WRITE_CONFLICT', parameters, { location }));
  }
}

function noMatch({ instance, index }: ResolvedNode): CutError {
  const { rowId, name } = instance.component;
  return new CutError(
    'NO_MATCH',
    { component: name, key: describeKey(instance, [rowId]) },
    { location: locate(instance, index, [rowId], { field: rowId.name, value: instance.values[rowId.ordinal] ?? '' }) },
  );
}

/** Values of the required columns that the base table has under the same name. */
function sharedValues(base: Table, values: ReadonlyMap<Column, Value>): Map<Column, Value> {
  const shared = new Map<Column, Value>();
  for (const [column, value] of values) {
    const same = base.columns.get(column.name);
    if (same?.required && !same.system) shared.set(same, value);
  }
  return shared;
}

function columnOf(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column === undefined) throw new RangeError(`${table.name} has no column ${name}`);
  return column;
}
