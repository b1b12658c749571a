import type { Column, Table } from '../model/model.ts';
import type { Shape } from '../store/store.ts';
import type { Questions } from './questions.ts';

/** What the foreign keys of a message point at: rows found by a value (name, login), and ids that exist. */
export class Lookups {
  readonly #targets = new Map<Table, Map<Column, Target>>();

  /** Takes note that the rows of `table` are needed that have `value` in `column`. */
  want(table: Table, column: Column, value: string): void {
    const { wanted, found } = this.#targetOf(table, column);
    if (!found.has(value)) wanted.add(value);
  }

  wantRow(table: Table, rowId: string): void {
    this.want(table, rowIdOf(table), rowId);
  }

  /** Adds a question for all that is wanted and not known yet. */
  addTo(questions: Questions): void {
    for (const [table, columns] of this.#targets) {
      for (const [column, { wanted, found }] of columns) {
        if (wanted.size === 0) continue;
        const keys = [...wanted].map((value) => [value]);
        for (const value of wanted) found.set(value, []);
        wanted.clear();
        questions.add({ shape: lookupShape(table, column), by: [{ alias: 't', column }], keys }, (rows) => {
          for (const [rowId, value] of rows) if (typeof rowId === 'string') found.get(value ?? '')?.push(rowId);
        });
      }
    }
  }

  /** ROW_IDs of the rows of `table` that have `value` in `column`. */
  candidates(table: Table, column: Column, value: string): readonly string[] {
    return this.#targets.get(table)?.get(column)?.found.get(value) ?? [];
  }

  exists(table: Table, rowId: string): boolean {
    return this.candidates(table, rowIdOf(table), rowId).length > 0;
  }

  #targetOf(table: Table, column: Column): Target {
    const columns = getOrAdd(this.#targets, table, () => new Map<Column, Target>());
    return getOrAdd(columns, column, () => ({ wanted: new Set<string>(), found: new Map<string, string[]>() }));
  }
}

interface Target {
  readonly wanted: Set<string>;
  /** ROW_IDs by value, of all values asked for. */
  readonly found: Map<string, string[]>;
}

const shapes = new WeakMap<Table, Map<Column, Shape>>();

/** ROW_ID and the looked-up column; the same shape every time, so that the store compiles it once. */
function lookupShape(table: Table, column: Column): Shape {
  const ofTable = getOrAdd(shapes, table, () => new Map<Column, Shape>());
  return getOrAdd(ofTable, column, () => ({
    table,
    joins: [],
    where: [],
    columns: [
      { alias: 't', column: rowIdOf(table) },
      { alias: 't', column },
    ],
  }));
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
