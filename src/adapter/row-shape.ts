import type { Column } from '../model/model.ts';

/** Of more shapes at the same time than data that means something has: then it is begun anew. */
const MOST_SHAPES = 4000;

/**
 * The columns that a row has values for, in the order in which they came. Rows with the same columns in the same order mostly share one: they are
 * told from each other by looking at this object alone, and have no list of their own.
 */
export class RowShape {
  static #empty = new RowShape([]);
  static #count = 0;

  readonly columns: readonly Column[];
  readonly #next = new Map<Column, RowShape>();
  /** Mostly the same column comes next. */
  #lastColumn: Column | undefined;
  #lastNext: RowShape = this;

  private constructor(columns: readonly Column[]) {
    this.columns = columns;
  }

  static get empty(): RowShape {
    return RowShape.#empty;
  }

  /** With one more column. */
  with(column: Column): RowShape {
    if (column === this.#lastColumn) return this.#lastNext;
    const next = this.#next.get(column) ?? this.#add(column);
    this.#lastColumn = column;
    this.#lastNext = next;
    return next;
  }

  #add(column: Column): RowShape {
    const next = new RowShape(Object.freeze([...this.columns, column]));
    this.#next.set(column, next);
    RowShape.#count += 1;
    if (RowShape.#count >= MOST_SHAPES) {
      RowShape.#empty = new RowShape([]);
      RowShape.#count = 0;
    }
    return next;
  }
}
