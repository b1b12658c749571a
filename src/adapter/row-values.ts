import type { Column } from '../model/model.ts';
import type { Value } from '../store/store.ts';
import { RowShape } from './row-shape.ts';

/** Column values of a row that is to be written; few enough to be looked through. */
export class RowValues {
  #shape = RowShape.empty;
  readonly values: Value[] = [];

  /** Parallel to `values`. */
  get columns(): readonly Column[] {
    return this.#shape.columns;
  }

  set(column: Column, value: Value): void {
    const position = this.columns.indexOf(column);
    if (position === -1) this.add(column, value);
    else this.values[position] = value;
  }

  /** For a column that is not there yet. */
  add(column: Column, value: Value): void {
    this.#shape = this.#shape.with(column);
    this.values.push(value);
  }

  /** Undefined when the column is left alone. */
  get(column: Column): Value | undefined {
    const position = this.columns.indexOf(column);
    return position === -1 ? undefined : this.values[position];
  }

  get isEmpty(): boolean {
    return this.values.length === 0;
  }
}
