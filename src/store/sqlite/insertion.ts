import type { Column, Table } from '../../model/model.ts';
import { memoize } from '../memoize.ts';
import type { Stamp, Value } from '../store.ts';
import { insertRow } from './sql.ts';

/** A foreign key of a row to be inserted: where its value is among the parameters, or the value that every row gets. */
export interface InsertedKey {
  readonly name: string;
  readonly position: number | undefined;
  readonly preset: Value;
}

/** The system columns that the store fills with what is the same for all rows of a list of changes. */
const STAMPED = ['CREATED', 'CREATED_BY', 'LAST_UPD', 'LAST_UPD_BY', 'DB_LAST_UPD', 'DB_LAST_UPD_SRC'] as const;

/** The parameter of the ROW_ID, and of what a caller sends for a column that is in the text. */
const ROW_ID_POSITION = 0;

/**
 * How rows of a table are inserted: by one statement, whatever the columns sent. Its parameters are the columns that some row has had a value for
 * so far; what goes into the others is part of its text. To bind a parameter takes a good part of an insert, and most columns are never sent.
 */
export class Insertion {
  readonly isBulk: boolean;
  readonly #table: Table;
  /** The ROW_ID, the stamp unless it is part of the text, and the columns that had a value. */
  readonly #parameters: Column[] = [];
  /** How many of them come before those that had a value. */
  readonly #first: number;
  /** By parameter: what a row without a value for it gets. */
  readonly #defaults: Value[] = [];
  readonly #positions = new Map<Column, number>();
  /** The parameters of one row after the other. */
  readonly #row: Value[] = [];
  /** Of the row that was asked for last: those that come one after the other mostly have the same list. */
  #columns: readonly Column[] | undefined;
  #places: readonly number[] = [];
  readonly #placesOf = new WeakMap<readonly Column[], readonly number[]>();
  #text = '';
  /** What is in the text. */
  #stamp: Stamp | undefined;
  #now = '';
  #foreignKeys: readonly InsertedKey[] | undefined;

  /** @param isBulk for so many rows at once that a statement of their own, with the stamp in its text, is worth it */
  constructor(table: Table, isBulk = false) {
    this.#table = table;
    this.isBulk = isBulk;
    this.#add(this.#columnNamed('ROW_ID'));
    for (const name of STAMPED) {
      const column = this.#columnNamed(name);
      if (isBulk) this.#positions.set(column, ROW_ID_POSITION);
      else this.#add(column);
    }
    this.#first = this.#parameters.length;
  }

  /**
   * The parameters of a row; of use until the next call.
   * @param columns never changes
   * @throws RangeError when the table has no such column
   */
  row(
    rowId: string,
    columns: readonly Column[],
    values: readonly Value[],
    stamp: Stamp,
    now: string,
  ): readonly Value[] {
    if (columns !== this.#columns) this.#prepare(columns);
    const row = this.#row;
    const places = this.#places;
    for (let index = 0; index < places.length; index += 1)
      row[places[index] ?? ROW_ID_POSITION] = values[index] ?? null;
    row[ROW_ID_POSITION] = rowId;
    if (!this.isBulk) {
      row[1] = now;
      row[2] = stamp.by;
      row[3] = now;
      row[4] = stamp.by;
      row[5] = now;
      row[6] = stamp.source;
    }
    return row;
  }

  /** Of the statement for the row that was asked for last, with the same stamp. */
  text(stamp: Stamp, now: string): string {
    if (this.#text !== '' && (!this.isBulk || this.#isStampedWith(stamp, now))) return this.#text;
    this.#stamp = stamp;
    this.#now = now;
    this.#text = insertRow(this.#table, this.#parameters, this.isBulk ? this.#stampedValues(stamp, now) : undefined);
    return this.#text;
  }

  #isStampedWith({ by, source }: Stamp, now: string): boolean {
    return now === this.#now && by === this.#stamp?.by && source === this.#stamp.source;
  }

  #stampedValues({ by, source }: Stamp, now: string): ReadonlyMap<Column, string> {
    const values = [now, by, now, by, now, source];
    return new Map(STAMPED.map((name, index) => [this.#columnNamed(name), values[index] ?? '']));
  }

  /** Of the row that was asked for last. */
  get foreignKeys(): readonly InsertedKey[] {
    this.#foreignKeys ??= [...this.#table.columns.values()].flatMap((column) => {
      const position = this.#positions.get(column);
      const preset = column.default ?? null;
      const isKey = column.references !== undefined && (position !== undefined || preset !== null);
      return isKey ? [{ name: column.name, position, preset }] : [];
    });
    return this.#foreignKeys;
  }

  /** For rows with values for these columns. */
  #prepare(columns: readonly Column[]): void {
    // When one of them is refused, those before it have their parameters already, and the last list lacks them.
    this.#columns = undefined;
    this.#places = this.#placesOf.get(columns) ?? this.#findPlaces(columns);
    const defaults = this.#defaults;
    for (let index = this.#first; index < defaults.length; index += 1) this.#row[index] = defaults[index] ?? null;
    this.#columns = columns;
  }

  #findPlaces(columns: readonly Column[]): readonly number[] {
    const find = (column: Column): number => this.#positions.get(column) ?? this.#add(this.#columnNamed(column.name));
    const places = columns.map(find);
    this.#placesOf.set(columns, places);
    return places;
  }

  /** Its position. */
  #add(column: Column): number {
    const known = this.#positions.get(column);
    if (known !== undefined) return known;
    const position = this.#parameters.push(column) - 1;
    this.#defaults.push(column.default ?? null);
    this.#positions.set(column, position);
    this.#text = '';
    this.#foreignKeys = undefined;
    return position;
  }

  #columnNamed(name: string): Column {
    const column = this.#table.columns.get(name);
    if (column === undefined) throw new RangeError(`table ${this.#table.name} has no column ${name}`);
    return column;
  }
}

/** Of single rows. */
export const insertionOf: (table: Table) => Insertion = memoize((table: Table) => new Insertion(table));

/** Of many rows at once. */
export const bulkInsertionOf: (table: Table) => Insertion = memoize((table: Table) => new Insertion(table, true));
