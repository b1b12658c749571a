import { ModelError, type Problem } from '../model-error.ts';
import type { Position } from './place.ts';

/** Collects what is wrong, so that it can be reported all at once. */
export class Problems {
  readonly #problems: Problem[] = [];

  add(place: Position | { readonly position: Position }, message: string): void {
    const { file, line, column } = 'position' in place ? place.position : place;
    this.#problems.push({ file, line, column, message });
  }

  /** @throws ModelError when there are any, in the order of files and lines */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new ModelError(this.#problems.toSorted(byPosition));
  }
}

function byPosition(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
