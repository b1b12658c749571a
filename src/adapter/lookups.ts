import type { Column, Field, Model, Table } from '../model/model.ts';
import type { Find, Reader, Shape } from '../store/store.ts';
import type { ResolvedNode } from './resolve.ts';
import { writableFields } from './writable-fields.ts';

/** What the foreign keys of a message point at: rows found by a value (name, login), and ids that exist. */
export interface Lookups {
  /** ROW_IDs of the rows of `table` that have `value` in `column`. */
  candidates(table: Table, column: Column, value: string): readonly string[];
  /** Whether the row is in the database. */
  exists(table: string, rowId: string): boolean;
}

/** Finds what all foreign keys of the message point at, in one batch. */
export async function findLookups(
  reader: Reader,
  tables: Model['tables'],
  nodes: readonly ResolvedNode[],
): Promise<Lookups> {
  const wanted = new WantedValues(tables);
  for (const node of nodes) wanted.collect(node);
  const questions = wanted.questions();
  const answers = questions.length === 0 ? [] : await reader.find(questions.map(({ find }) => find));

  const found = new Map<string, Map<string, string[]>>();
  questions.forEach(({ target }, index) => {
    const byValue = new Map<string, string[]>();
    for (const [rowId, value] of answers[index] ?? []) {
      if (typeof rowId === 'string' && typeof value === 'string') getOrAdd(byValue, value, () => []).push(rowId);
    }
    found.set(target, byValue);
  });
  return {
    candidates: (table, column, value) => found.get(targetOf(table.name, column.name))?.get(value) ?? [],
    exists: (table, rowId) => found.get(targetOf(table, 'ROW_ID'))?.has(rowId) ?? false,
  };
}

interface Question {
  readonly target: string;
  readonly find: Find;
}

/** The values to look for, by table and column. */
class WantedValues {
  readonly #tables: Model['tables'];
  readonly #targets = new Map<string, { table: Table; column: Column; values: Set<string> }>();

  constructor(tables: Model['tables']) {
    this.#tables = tables;
  }

  collect({ instance, children }: ResolvedNode): void {
    for (const field of writableFields(instance.component).pointing) {
      const sent = instance.values[field.ordinal];
      const value = sent === undefined ? field.default : sent;
      if (value !== undefined && value !== null) this.#add(field, value);
    }
    for (const group of children) for (const child of group ?? []) this.collect(child);
  }

  #add({ source }: Field, value: string): void {
    if (source.kind === 'lookup') {
      this.#want(source.table, source.column, value);
    } else if (source.column.references !== undefined) {
      const table = this.#tables.get(source.column.references);
      const rowId = table?.columns.get('ROW_ID');
      if (table !== undefined && rowId !== undefined) this.#want(table, rowId, value);
    }
  }

  #want(table: Table, column: Column, value: string): void {
    const target = targetOf(table.name, column.name);
    getOrAdd(this.#targets, target, () => ({ table, column, values: new Set<string>() })).values.add(value);
  }

  questions(): Question[] {
    return [...this.#targets].map(([target, { table, column, values }]) => ({
      target,
      find: {
        shape: lookupShape(table, column),
        by: [{ alias: 't', column }],
        keys: [...values].map((value) => [value]),
      },
    }));
  }
}

function targetOf(table: string, column: string): string {
  return `${table}.${column}`;
}

const shapes = new WeakMap<Table, Map<string, Shape>>();

/** ROW_ID and the looked-up column; the same shape every time, so that the store compiles it once. */
function lookupShape(table: Table, column: Column): Shape {
  let ofTable = shapes.get(table);
  if (ofTable === undefined) {
    ofTable = new Map();
    shapes.set(table, ofTable);
  }
  return getOrAdd(ofTable, column.name, () => {
    const rowId = table.columns.get('ROW_ID');
    return {
      table,
      joins: [],
      where: [],
      columns: [rowId === undefined ? null : { alias: 't', column: rowId }, { alias: 't', column }],
    };
  });
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
