import { ERROR_TABLE, type ErrorEntry } from '../errors/error-table.ts';
import { code, markdownTable } from './markdown.ts';

/** `docs/errors.md`: every error that a caller can get. */
export function errorReference(): string {
  return `${[
    '# Errors',
    'Made by `cut-adapter generate` from the error table; do not edit.',
    INTRODUCTION,
    markdownTable(
      ['Code', 'Symbol', 'Message', 'Side', 'HTTP status', 'What to do'],
      Object.values(ERROR_TABLE).map(errorRow),
    ),
  ].join('\n\n')}\n`;
}

const INTRODUCTION = [
  'A fault has the code at the end of its text, and once more in the `errorstack` of its detail, where each error has code, symbol and',
  'message. *Side* tells whose mistake it is: `client` is the fault code Client (SOAP 1.1) or Sender (SOAP 1.2), `server` is Server or',
  'Receiver. `{...}` in a message stands for what the case at hand fills in.',
].join('\n');

function errorRow({ code: errorCode, symbol, message, side, status, remedy }: ErrorEntry): readonly string[] {
  return [code(errorCode), code(symbol), message, side, String(status), remedy];
}
