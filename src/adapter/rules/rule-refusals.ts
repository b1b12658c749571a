import { CutError, type ErrorLocation } from '../../errors/cut-error.ts';
import type { Column, Table } from '../../model/model.ts';
import type { Mistakes } from '../mistakes.ts';

/** Where in the message the value of a row's column comes from; `field` is how the caller knows the column. */
export type LocateColumn = (table: Table, rowId: string, column: Column) => ErrorLocation;

/** What rules find wrong with a plan. */
export class RuleRefusals {
  readonly #errors: Mistakes;
  readonly #locate: LocateColumn;

  constructor(errors: Mistakes, locate: LocateColumn) {
    this.#errors = errors;
    this.#locate = locate;
  }

  /** The row cannot be below the one that `column` names. */
  parent(table: Table, rowId: string, column: Column, value: string, problem: string): void {
    const location = { field: column.name, value, ...this.#locate(table, rowId, column) };
    this.#errors.push(
      new CutError('HIERARCHY', { value: location.value, field: location.field, problem }, { location }),
    );
  }

  total(table: Table, rowId: string, column: Column): void {
    const location = { field: column.name, ...this.#locate(table, rowId, column) };
    const parameters = {
      value: 'the sum of the lines',
      field: location.field,
      expected: 'at most 15 digits before the decimal point',
    };
    this.#errors.push(new CutError('VALUE_TYPE', parameters, { location }));
  }
}
