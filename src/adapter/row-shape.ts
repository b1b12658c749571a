import type { Column } from '../model/model.ts';

/** Of more shapes at the same time than data that means something has: then it is begun anew. */
const MOST_SHAPES = 10_000;

/**
 * The columns that a row has values for, in the order in which they came. Rows with the same columns in the same order mostly share one: they are
 * told from each other by looking at this object alone, and have no list of their own.
 */
export class RowShape {
  static #empty = new RowShape(undefined, undefined);
  static #count = 0;

  readonly #before: RowShape | undefined;
  readonly #last: Column | undefined;
  #columns: readonly Column[] | undefined;
  /** Mostly the same column comes next. */
  #nextColumn: Column | undefined;
  #next: RowShape | undefined;
  #others: Map<Column, RowShape> | undefined;

  private constructor(before: RowShape | undefined, last: Column | undefined) {
    this.#before = before;
    this.#last = last;
  }

  static get empty(): RowShape {
    return RowShape.#empty;
  }

  /** The same list each time. */
  get columns(): readonly Column[] {
    this.#columns ??= Object.freeze(this.#list());
    return this.#columns;
  }

  /** With one more column. */
  with(column: Column): RowShape {
    if (this.#next !== undefined && column === this.#nextColumn) return this.#next;
    const next = this.#others?.get(column) ?? RowShape.#make(this, column);
    if (this.#next !== undefined && this.#nextColumn !== undefined) {
      this.#others ??= new Map([[this.#nextColumn, this.#next]]);
      this.#others.set(column, next);
    }
    this.#nextColumn = column;
    this.#next = next;
    return next;
  }

  #list(): Column[] {
    const columns: Column[] = [];
    for (let shape: RowShape | undefined = this; shape !== undefined; shape = shape.#before)
      if (shape.#last !== undefined) columns.push(shape.#last);
    return columns.reverse();
  }

  static #make(before: RowShape, column: Column): RowShape {
    RowShape.#count += 1;
    if (RowShape.#count >= MOST_SHAPES) {
      RowShape.#empty = new RowShape(undefined, undefined);
      RowShape.#count = 0;
    }
    return new RowShape(before, column);
  }
}
