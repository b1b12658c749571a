import type { Instance, InstanceList } from '../../model/instance.ts';
import type { Table } from '../../model/model.ts';
import type { Seed, SeedRow } from '../../model/seed.ts';

/** What a new database holds: sample messages must agree with it, and take their values from it. */
export interface SampleData {
  readonly seed: Seed;
  /** The sample documents, in the order of their loading. */
  readonly documents: readonly InstanceList[];
}

/** Column -> value in canonical form; ROW_ID is always among them. */
export type SampleRow = ReadonlyMap<string, string>;

/** The rows of a new database whose ROW_IDs are known before it exists: those of the seed, and the instances of sample documents that give theirs. */
export class KnownRows {
  readonly #rows = new Map<string, Map<string, SampleRow>>();
  readonly #seeded: ReadonlySet<Table>;

  constructor({ seed, documents }: SampleData) {
    const seedRows = [...seed.always, ...seed.samples];
    this.#seeded = new Set(seedRows.map(({ table }) => table));
    for (const row of seedRows) this.#add(row.table, row.rowId, columnValues(row));
    for (const { roots } of documents) for (const root of roots) this.#addTree(root);
  }

  /** Whether the table holds reference data, which messages pick from and do not add to. */
  isReferenceData(table: Table): boolean {
    return this.#seeded.has(table);
  }

  /** The row that the most is known of, so that samples can show as many fields as possible; among equals the first one. */
  fullest(table: string): SampleRow | undefined {
    const rows = [...(this.#rows.get(table)?.values() ?? [])];
    return rows.reduce<SampleRow | undefined>(
      (best, row) => (best === undefined || row.size > best.size ? row : best),
      undefined,
    );
  }

  /** The first row that has the value in the column. */
  find(table: string, column: string, value: string): SampleRow | undefined {
    const rows = this.#rows.get(table) ?? new Map<string, SampleRow>();
    return column === 'ROW_ID' ? rows.get(value) : [...rows.values()].find((row) => row.get(column) === value);
  }

  #addTree(instance: Instance): void {
    const { component, values } = instance;
    const rowId = values[component.rowId.ordinal];
    if (typeof rowId === 'string') this.#add(component.table, rowId, fieldValues(instance));
    for (const group of instance.children) for (const child of group ?? []) this.#addTree(child);
  }

  /** Two documents may each tell a part of one row; the base table of an extension has a row with the same ROW_ID. */
  #add(table: Table, rowId: string, values: SampleRow): void {
    const rows = this.#rows.get(table.name) ?? new Map<string, SampleRow>();
    rows.set(rowId, new Map([...values, ...(rows.get(rowId) ?? []), ['ROW_ID', rowId]]));
    this.#rows.set(table.name, rows);
    if (table.extends !== undefined) this.#add(table.extends.table, rowId, new Map());
  }
}

function columnValues({ columns, values }: SeedRow): SampleRow {
  const row = new Map<string, string>();
  columns.forEach(({ name }, index) => {
    const value = values[index];
    if (typeof value === 'string') row.set(name, value);
  });
  return row;
}

function fieldValues({ component, values }: Instance): SampleRow {
  const row = new Map<string, string>();
  for (const { source, ordinal } of component.fields) {
    const value = values[ordinal];
    if (source.kind === 'column' && typeof value === 'string') row.set(source.column.name, value);
  }
  return row;
}
