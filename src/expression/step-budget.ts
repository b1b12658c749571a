import { CutError } from '../errors/cut-error.ts';

/** Enough for any sensible expression on one row with its children; some milliseconds of work. */
const DEFAULT_STEPS = 1_000_000;

/** How much work an evaluation may take: a step is one operation, or one character looked at or made. */
export class StepBudget {
  readonly #limit: number;
  #left: number;

  constructor(limit = DEFAULT_STEPS) {
    this.#limit = limit;
    this.#left = limit;
  }

  /** @throws CutError QUERY_TOO_LARGE when the budget does not have as many steps left */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new CutError('QUERY_TOO_LARGE', { problem: `evaluating it takes more than ${this.#limit} steps` });
    }
  }
}
