import type { Value } from '../store.ts';

export type Parameter = Value | number;

/** SQL Server takes 2100 parameters; some are left for those around a condition. */
const MOST_PARAMETERS = 2000;

/** The values of a statement, named `@p1`, `@p2` and so on: texts are nvarchar, numbers int. */
export class Parameters {
  readonly values: Parameter[] = [];

  /**
   * The name of a new parameter.
   * @throws RangeError when SQL Server would not take as many
   */
  add(value: Parameter): string {
    if (this.values.length >= MOST_PARAMETERS) {
      throw new RangeError(`a condition has at most ${MOST_PARAMETERS} values on SQL Server`);
    }
    return `@p${this.values.push(value)}`;
  }
}
