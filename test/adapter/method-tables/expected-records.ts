import type { Value } from '../../../src/store/store.ts';
import type { State } from './database-state.ts';
import type { Tree } from './notation.ts';

/** What is stored, without row ids: everything by name. */
export interface Records {
  readonly accounts: Map<string, AccountRecord>;
  /** Values of associated records. */
  readonly contacts: Map<string, Value>;
  readonly positions: Map<string, Value>;
}

interface AccountRecord {
  value: Value;
  readonly notes: Map<string, NoteRecord>;
  readonly addresses: Map<string, Value>;
  readonly contacts: Set<string>;
  readonly positions: Set<string>;
  address: Value;
  position: Value;
}

interface NoteRecord {
  value: Value;
  readonly lines: Map<string, Value>;
}

/** What an upsert makes of the records: a plain account of it, to compare the adapter with. */
export function upsertInto(records: Records, trees: readonly Tree[]): void {
  for (const tree of trees) {
    const account = entry(records.accounts, tree.name, newAccount);
    account.value = valueAfter(tree, account.value);
    for (const note of children(tree, 'notes')) {
      const stored = entry(account.notes, note.name, () => ({ value: null, lines: new Map() }));
      stored.value = valueAfter(note, stored.value);
      for (const line of children(note, 'lines')) setValue(stored.lines, line);
    }
    for (const address of children(tree, 'addresses')) setValue(account.addresses, address);
    for (const contact of children(tree, 'contacts')) account.contacts.add(contact.name);
    for (const position of children(tree, 'positions')) account.positions.add(position.name);
    account.address = primaryAmong(children(tree, 'addresses'), account.address);
    account.position = primaryAmong(children(tree, 'positions'), account.position);
  }
  for (const tree of trees) {
    for (const contact of children(tree, 'contacts')) setValue(records.contacts, contact);
    for (const position of children(tree, 'positions')) setValue(records.positions, position);
  }
}

export function noRecords(): Records {
  return { accounts: new Map(), contacts: new Map(), positions: new Map() };
}

export function recordsIn(state: State): Records {
  const records = noRecords();
  const rows = (table: string): ReadonlyMap<string, Value>[] => [...(state.get(table)?.values() ?? [])];
  const name = (table: string, rowId: Value | undefined): string =>
    String(
      state
        .get(table)
        ?.get(rowId ?? '')
        ?.get('NAME'),
    );
  const text = (row: ReadonlyMap<string, Value>, column: string): string => String(row.get(column));
  const value = (row: ReadonlyMap<string, Value>): Value => row.get('VALUE') ?? null;
  const primary = (row: ReadonlyMap<string, Value>, column: string, table: string): Value =>
    typeof row.get(column) === 'string' ? name(table, row.get(column)) : null;

  for (const row of rows('S_ACC')) {
    const account = entry(records.accounts, text(row, 'NAME'), newAccount);
    account.value = value(row);
    account.address = primary(row, 'PR_ADDR_ID', 'S_ADDR');
    account.position = primary(row, 'PR_POS_ID', 'S_POS');
  }
  const account = (row: ReadonlyMap<string, Value>): AccountRecord =>
    entry(records.accounts, name('S_ACC', row.get('ACC_ID')), newAccount);
  for (const row of rows('S_NOTE')) account(row).notes.set(text(row, 'NAME'), { value: value(row), lines: new Map() });
  for (const row of rows('S_LINE')) {
    const note = state.get('S_NOTE')?.get(text(row, 'NOTE_ID')) ?? new Map<string, Value>();
    account(note).notes.get(text(note, 'NAME'))?.lines.set(text(row, 'NAME'), value(row));
  }
  for (const row of rows('S_ADDR')) account(row).addresses.set(text(row, 'NAME'), value(row));
  for (const row of rows('S_ACC_CON')) account(row).contacts.add(name('S_CON', row.get('CON_ID')));
  for (const row of rows('S_ACC_POS')) account(row).positions.add(name('S_POS', row.get('POS_ID')));
  for (const row of rows('S_CON')) records.contacts.set(text(row, 'NAME'), value(row));
  for (const row of rows('S_POS')) records.positions.set(text(row, 'NAME'), value(row));
  return records;
}

function newAccount(): AccountRecord {
  return {
    value: null,
    notes: new Map(),
    addresses: new Map(),
    contacts: new Set(),
    positions: new Set(),
    address: null,
    position: null,
  };
}

function primaryAmong(group: readonly Tree[], current: Value): Value {
  const marked = group.find(({ isPrimary }) => isPrimary);
  return marked?.name ?? current ?? group[0]?.name ?? null;
}

function children(tree: Tree, label: string): readonly Tree[] {
  return tree.containers.get(label) ?? [];
}

function setValue(values: Map<string, Value>, tree: Tree): void {
  values.set(tree.name, valueAfter(tree, values.get(tree.name) ?? null));
}

function valueAfter(tree: Tree, stored: Value): Value {
  const sent = tree.fields.get('Value');
  return sent === undefined ? stored : sent;
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
