import { CutError } from '../errors/cut-error.ts';

/** Most that is quoted of what was found. */
const LONGEST_QUOTED = 40;

/** @param offset in the text, from 0; the caller sees it counted from 1 */
export function syntaxError(offset: number, problem: string): CutError {
  return new CutError('QUERY_SYNTAX', { position: offset + 1, problem });
}

/** @param offset in the text, from 0; the caller sees it counted from 1 */
export function valueError(offset: number, problem: string): CutError {
  return new CutError('QUERY_VALUE', { position: offset + 1, problem });
}

export function tooLarge(problem: string): CutError {
  return new CutError('QUERY_TOO_LARGE', { problem });
}

/** Part of a query as it is quoted in a message. */
export function shorten(text: string): string {
  return text.length > LONGEST_QUOTED ? `${text.slice(0, LONGEST_QUOTED - 1)}…` : text;
}
