import { CutError } from '../errors/cut-error.ts';

/** More would not help anybody, and a message can have millions. */
const MOST_MISTAKES = 100;

/** What is wrong with a message, collected so that the caller learns of it all at once. */
export class Mistakes {
  readonly #errors: CutError[] = [];

  push(error: CutError): void {
    if (this.#errors.length < MOST_MISTAKES) this.#errors.push(error);
  }

  /** @throws CutError that carries all of them */
  throwIfAny(): void {
    if (this.#errors.length > 0) throw CutError.of(this.#errors);
  }
}
