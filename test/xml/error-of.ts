import { CutError } from '../../src/errors/cut-error.ts';

/** The CutError that `work` throws. */
export function errorOf(work: () => unknown): CutError {
  try {
    work();
  } catch (error) {
    if (error instanceof CutError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
