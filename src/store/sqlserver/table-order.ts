import type { Table } from '../../model/model.ts';

/** In which order rows of tables can be inserted: those that foreign keys point at come first. */
export class TableOrder {
  readonly #places: ReadonlyMap<string, number>;

  constructor(tables: Iterable<Table>) {
    const order = sorted([...tables]);
    this.#places = new Map(order.map(({ name }, place) => [name, place]));
  }

  /** Negative when rows of table `left` come first. */
  compare(left: string, right: string): number {
    return this.#place(left) - this.#place(right);
  }

  #place(table: string): number {
    const place = this.#places.get(table);
    if (place === undefined) throw new RangeError(`the database has no table ${table}`);
    return place;
  }
}

/**
 * What a required foreign key points at always comes first; what an optional one points at does when that is possible. Primaries point at
 * children, which point back.
 */
function sorted(tables: readonly Table[]): Table[] {
  const waiting = new Set(tables);
  const order: Table[] = [];
  while (waiting.size > 0) {
    const names = new Set([...waiting].map(({ name }) => name));
    const ready = [...waiting].filter((table) => pointsAt(table, names, true) === 0);
    const [first = ''] = names;
    if (ready.length === 0) throw new RangeError(`required foreign keys tie ${first} and others to a circle`);
    const next = ready.reduce((best, table) => (pointsAt(table, names) < pointsAt(best, names) ? table : best));
    waiting.delete(next);
    order.push(next);
  }
  return order;
}

/** How many foreign keys of `table` point at others of these tables. */
function pointsAt({ name, columns }: Table, names: ReadonlySet<string>, requiredOnly = false): number {
  return [...columns.values()].filter(
    ({ references, required }) =>
      references !== undefined && references !== name && names.has(references) && (required || !requiredOnly),
  ).length;
}
