import type { Table } from '../../model/model.ts';
import type { InsertedKey } from './insertion.ts';

/** A foreign key: `column` of `table` holds a ROW_ID of `references`. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly references: string;
}

/** A foreign key of a row that is inserted. */
export interface WrittenKey extends InsertedKey {
  readonly reference: Reference;
}

/** The foreign keys among a set of tables, looked up from both ends. Keys to tables outside the set do not count. */
export class References {
  readonly #from = new Map<string, Map<string, Reference>>();
  readonly #to = new Map<string, Reference[]>();
  readonly #written = new WeakMap<readonly InsertedKey[], readonly WrittenKey[]>();

  constructor(tables: Iterable<Table>) {
    const all = [...tables];
    for (const { name } of all) {
      this.#from.set(name, new Map());
      this.#to.set(name, []);
    }
    for (const table of all) {
      for (const column of table.columns.values()) {
        const incoming = this.#to.get(column.references ?? '');
        if (column.references === undefined || incoming === undefined) continue;
        const reference = { table: table.name, column: column.name, references: column.references };
        this.#from.get(table.name)?.set(column.name, reference);
        incoming.push(reference);
      }
    }
  }

  /** The foreign keys of `table`, by column. */
  from(table: string): ReadonlyMap<string, Reference> {
    return this.#from.get(table) ?? NO_COLUMNS;
  }

  /** Those of `keys`, columns of `table`, that are foreign keys; found out once for each list of them. */
  among(table: string, keys: readonly InsertedKey[]): readonly WrittenKey[] {
    const known = this.#written.get(keys);
    if (known !== undefined) return known;
    const from = this.from(table);
    const written = keys.flatMap((key): WrittenKey[] => {
      const reference = from.get(key.name);
      return reference === undefined ? [] : [{ ...key, reference }];
    });
    this.#written.set(keys, written);
    return written;
  }

  to(table: string): readonly Reference[] {
    return this.#to.get(table) ?? [];
  }
}

const NO_COLUMNS: ReadonlyMap<string, Reference> = new Map();
