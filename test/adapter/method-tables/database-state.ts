import { expect } from 'chai';
import type { Table } from '../../../src/model/model.ts';
import type { Row, RowChange, Store, Value } from '../../../src/store/store.ts';
import { STAMP } from '../../support/database.ts';
import type { Tree } from './notation.ts';
import { ALL_TABLES, kindOf, LINKS } from './sample-tables.ts';

/** By table name and ROW_ID, all columns by name. */
export type State = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Value>>>;

/** Empties the database and stores the trees; the row id of a record is `1-` and its name. */
export async function storeTrees(store: Store, trees: readonly Tree[]): Promise<void> {
  const state = await readState(store);
  const deletes = [...state].flatMap(([name, rows]) => {
    const table = tableNamed(name);
    return [...rows.keys()].map((rowId): RowChange => ({ kind: 'delete', table, rowId }));
  });
  const rows = new StoredRows();
  for (const tree of trees) rows.add(tree);
  await store.write((transaction) => transaction.apply([...deletes, ...rows.changes()], STAMP));
}

export async function readState(store: Store): Promise<State> {
  return store.read(async (reader) => {
    const state = new Map<string, Map<string, Map<string, Value>>>();
    for (const table of ALL_TABLES) {
      const columns = [...table.columns.values()];
      const shape = { table, joins: [], where: [], columns: columns.map((column) => ({ alias: 't', column })) };
      const rows = await reader.select({ shape, condition: { kind: 'all', of: [] }, limit: 1000 });
      const byName = (row: Row): Map<string, Value> =>
        new Map(columns.map(({ name }, position) => [name, row[position] ?? null]));
      state.set(table.name, new Map(rows.map((row) => [row[0] ?? '', byName(row)])));
    }
    return state;
  });
}

class StoredRows {
  readonly #rows = new Map<string, { table: Table; values: Map<string, Value> }>();

  changes(): RowChange[] {
    return [...this.#rows].map(([rowId, { table, values }]) => ({
      kind: 'insert',
      table,
      rowId: rowId.replace(/^base /, ''),
      columns: [...values.keys()].map((name) => table.columns.get(name) ?? expect.fail()),
      values: [...values.values()],
    }));
  }

  add(tree: Tree, parentId?: string): string {
    const kind = kindOf(tree.name);
    const rowId = this.#freeId(tree.name, kind.link !== undefined && parentId !== undefined);
    const values = this.#row(rowId, kind.table);
    values.set('NAME', tree.name);
    if (kind.table.extends !== undefined) {
      this.#row(`base ${rowId}`, kind.table.extends.table).set('NAME', tree.name).set('KIND_CD', 'Account');
    }
    for (const [field, value] of tree.fields) {
      if (field === 'Value') values.set('VALUE', value);
      if (field === 'Parent') values.set('PAR_ID', `1-${value}`);
    }
    if (parentId !== undefined && kind.parent !== undefined) values.set(kind.parent, parentId);
    if (parentId !== undefined && kind.link !== undefined) {
      const link = this.#row(`${parentId}-${tree.name}`, kind.link.table);
      link.set(kind.link.parent, parentId).set(kind.link.child, rowId);
      if (tree.fields.has('Role')) link.set('ROLE', tree.fields.get('Role') ?? null);
    }
    for (const child of [...tree.containers.values()].flat()) {
      const childId = this.add(child, rowId);
      const { primary } = kindOf(child.name);
      if (child.isPrimary && primary !== undefined) values.set(primary, childId);
    }
    return rowId;
  }

  /** A second record of the same name is another one, unless it is associated once more. */
  #freeId(name: string, isShared: boolean): string {
    let rowId = `1-${name}`;
    while (!isShared && this.#rows.has(rowId)) rowId += '.';
    return rowId;
  }

  #row(rowId: string, table: Table): Map<string, Value> {
    const { values } = this.#rows.get(rowId) ?? { values: new Map<string, Value>() };
    this.#rows.set(rowId, { table, values });
    return values;
  }
}

/** The row changes between two states in the notation, sorted. */
export function changesBetween(before: State, after: State): string[] {
  return ALL_TABLES.flatMap(({ name }) => {
    const old = before.get(name) ?? new Map();
    const current = after.get(name) ?? new Map();
    const rowIds = new Set([...old.keys(), ...current.keys()]);
    return [...rowIds].flatMap((rowId) => change(name, rowId, before, after) ?? []);
  }).sort();
}

/** Every account has its base row with the same name, and there is no base row without an account. */
export function checkBaseRows(state: State): void {
  const names = (table: string): [string, Value | undefined][] =>
    [...(state.get(table) ?? [])].map(([rowId, row]) => [rowId, row.get('NAME')]);
  expect(names('S_BASE'), 'base rows').to.have.deep.members(names('S_ACC'));
}

function change(table: string, rowId: string, before: State, after: State): string | undefined {
  const old = before.get(table)?.get(rowId);
  const current = after.get(table)?.get(rowId);
  if (table === 'S_BASE') return undefined;
  const name = nameOf(table, rowId, old === undefined ? after : before);
  if (old === undefined) return `+${name}${valuesText(new Map(), current ?? new Map(), after)}`;
  if (current === undefined) return `-${name}`;
  const steps = Number(current.get('MODIFICATION_NUM')) - Number(old.get('MODIFICATION_NUM'));
  const values = valuesText(old, current, after);
  if (steps === 0 && values === '') return undefined;
  return `~${name}${values}${steps === 1 ? '' : ` in ${steps} steps`}`;
}

const SHOWN: Readonly<Record<string, string>> = {
  ROLE: 'Role',
  PAR_ID: 'parent',
  PR_ADDR_ID: 'address',
  PR_POS_ID: 'position',
};

function valuesText(old: ReadonlyMap<string, Value>, current: ReadonlyMap<string, Value>, state: State): string {
  const changed = (column: string): boolean => (old.get(column) ?? null) !== (current.get(column) ?? null);
  const value = changed('VALUE') ? `=${current.get('VALUE') ?? ''}` : '';
  const others = Object.entries(SHOWN).flatMap(([column, shown]) => {
    if (!changed(column)) return [];
    const text = current.get(column) ?? '';
    return [`${shown}:${column === 'ROLE' ? text : nameOfAny(text, state)}`];
  });
  return value + (others.length === 0 ? '' : `{${others.join(',')}}`);
}

function nameOf(table: string, rowId: string, state: State): string {
  const row = state.get(table)?.get(rowId);
  const link = LINKS.find((each) => each.table.name === table);
  if (link === undefined) return String(row?.get('NAME'));
  return `${nameOfAny(row?.get(link.parent) ?? '', state)}-${nameOfAny(row?.get(link.child) ?? '', state)}`;
}

function nameOfAny(rowId: string, state: State): string {
  for (const rows of state.values()) {
    const name = rows.get(rowId)?.get('NAME');
    if (typeof name === 'string') return name;
  }
  return '';
}

function tableNamed(name: string): Table {
  return ALL_TABLES.find((table) => table.name === name) ?? expect.fail();
}
