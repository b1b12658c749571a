import type { Value } from '../store.ts';

export type Parameter = Value | number;

/** SQL Server takes 2100 parameters; some are left for those around a condition. */
const MOST_PARAMETERS = 2000;

/** Characters of the longest nvarchar that is none of max. */
const LONGEST = 4000;
/** What the driver takes for max. */
const MAX = 65_535;

/**
 * How long a text is declared to be, whatever its length: one of two. SQL Server keeps the plan of a statement with the declaration of its parameters; the
 * driver's own, each text as long as it is, would let it make a new plan for nearly every call.
 */
export function declaredLength(text: Value): number {
  return text === null || text.length <= LONGEST ? LONGEST : MAX;
}

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
