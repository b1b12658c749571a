import { CutError, type ErrorLocation } from '../errors/cut-error.ts';
import type { ErrorKey } from '../errors/error-table.ts';

/** Thrown to stop looking for further mistakes. */
class TooManyMistakes extends Error {}

/** More would not help anybody, and a message can have millions. */
const MOST_MISTAKES = 100;

/** Either a result or what is wrong, at least one error. */
export type Outcome<T> = { readonly result: T } | { readonly errors: readonly CutError[] };

/** The mistakes found in one message: collected, so that the caller learns of all of them at once. */
export class Mistakes {
  readonly #errors: CutError[] = [];

  /** Runs `work`, which reports to the collection. Whatever it returns counts only when nothing was reported. */
  static collect<T>(work: (mistakes: Mistakes) => T): Outcome<T> {
    const mistakes = new Mistakes();
    try {
      const result = work(mistakes);
      return mistakes.#errors.length === 0 ? { result } : { errors: mistakes.#errors };
    } catch (error) {
      if (error instanceof TooManyMistakes) return { errors: mistakes.#errors };
      throw error;
    }
  }

  report(key: ErrorKey, parameters: Readonly<Record<string, string | number>>, location: ErrorLocation): void {
    this.#errors.push(new CutError(key, parameters, { location }));
    if (this.#errors.length >= MOST_MISTAKES) throw new TooManyMistakes();
  }
}
