import type { CutError } from '../errors/cut-error.ts';

/** UTF-16 code units of a message that quotes what was sent. */
const LONGEST = 1_000;

/** The message of an error, cut when it is very long, and its code: `…text…(SBL-EAI-04397)`. */
export function withCode({ message, code }: CutError, addition = ''): string {
  const text = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  return `${text}${addition}(${code})`;
}
