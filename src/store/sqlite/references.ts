import type { Table } from '../../model/model.ts';

/** A foreign key: `column` of `table` holds a ROW_ID of `references`. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly references: string;
}

/** The foreign keys among a set of tables, looked up from both ends. Keys to tables outside the set do not count. */
export class References {
  readonly #from = new Map<string, Map<string, Reference>>();
  readonly #to = new Map<string, Reference[]>();

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

  to(table: string): readonly Reference[] {
    return this.#to.get(table) ?? [];
  }
}

const NO_COLUMNS: ReadonlyMap<string, Reference> = new Map();
