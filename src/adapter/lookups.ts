import type { Column, FieldSource, Table } from '../model/model.ts';
import type { ColumnReference, Find, Value } from '../store/store.ts';
import type { Questions } from './questions.ts';

/** What the foreign keys of a message point at: rows found by a value (name, login), and ids that exist. */
export class Lookups {
  readonly #targets = new Map<Table, Map<string, Target>>();

  /** Takes note that the rows of `lookup.table` are needed that have `value` in `lookup.column`, and `owner` in `lookup.among`. */
  want(lookup: Lookup, value: string, owner?: string): void {
    const { wanted, found } = this.#targetOf(lookup);
    const name = nameOf(value, owner);
    if (!found.has(name)) wanted.set(name, owner === undefined ? [value] : [value, owner]);
  }

  wantRow(table: Table, rowId: string): void {
    this.want({ table, column: rowIdOf(table) }, rowId);
  }

  /** Adds a question for all that is wanted and not known yet. */
  addTo(questions: Questions): void {
    for (const columns of this.#targets.values()) {
      for (const { lookup, wanted, found } of columns.values()) {
        if (wanted.size === 0) continue;
        const keys = [...wanted.values()];
        for (const name of wanted.keys()) found.set(name, []);
        wanted.clear();
        questions.add({ ...lookupStatement(lookup), keys, lock: 'none' }, (rows) => {
          // what is found by a key has no nulls in it
          for (const [rowId, value, owner] of rows) found.get(nameOf(String(value), owner))?.push(String(rowId));
        });
      }
    }
  }

  /** ROW_IDs of the rows of `lookup.table` that have `value` in `lookup.column`, and `owner` in `lookup.among`. */
  candidates(lookup: Lookup, value: string, owner?: string): readonly string[] {
    return this.#targets.get(lookup.table)?.get(columnsOf(lookup))?.found.get(nameOf(value, owner)) ?? [];
  }

  exists(table: Table, rowId: string): boolean {
    return this.candidates({ table, column: rowIdOf(table) }, rowId).length > 0;
  }

  #targetOf(lookup: Lookup): Target {
    const columns = getOrAdd(this.#targets, lookup.table, () => new Map<string, Target>());
    return getOrAdd(columns, columnsOf(lookup), () => ({ lookup, wanted: new Map(), found: new Map() }));
  }
}

/** What a value is looked up in. */
export type Lookup = Pick<Extract<FieldSource, { kind: 'lookup' }>, 'table' | 'column' | 'among'>;

interface Target {
  readonly lookup: Lookup;
  /** Keys to ask for, by name. */
  readonly wanted: Map<string, readonly string[]>;
  /** ROW_IDs by name, of all names asked for. */
  readonly found: Map<string, string[]>;
}

/** A value, and the owner of the rows that it is looked up among; ROW_IDs have no blanks. */
function nameOf(value: string, owner: Value | undefined): string {
  return typeof owner === 'string' ? `${owner} ${value}` : value;
}

function keyColumns({ column, among }: Lookup): ColumnReference[] {
  return [column, ...(among === undefined ? [] : [among])].map((each) => ({ alias: 't', column: each }));
}

function columnsOf({ column, among }: Lookup): string {
  return among === undefined ? column.name : `${column.name} ${among.name}`;
}

const statements = new WeakMap<Table, Map<string, Pick<Find, 'shape' | 'by'>>>();

/** ROW_ID and the key columns, by these; the same every time, so that the store compiles it once. */
function lookupStatement(lookup: Lookup): Pick<Find, 'shape' | 'by'> {
  const { table } = lookup;
  const ofTable = getOrAdd(statements, table, () => new Map<string, Pick<Find, 'shape' | 'by'>>());
  return getOrAdd(ofTable, columnsOf(lookup), () => {
    const by = keyColumns(lookup);
    return { shape: { table, joins: [], where: [], columns: [{ alias: 't', column: rowIdOf(table) }, ...by] }, by };
  });
}

function rowIdOf({ name, columns }: Table): Column {
  const rowId = columns.get('ROW_ID');
  if (rowId === undefined) throw new RangeError(`${name} has no column ROW_ID`);
  return rowId;
}

function getOrAdd<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  create: () => V,
): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
