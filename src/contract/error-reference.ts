import { ERROR_TABLE, type ErrorEntry } from '../errors/error-table.ts';
import { code, markdownTable } from './markdown.ts';

/** `docs/errors.md`: every error that a caller can get. */
export function errorReference(): string {
  return `${[
    '# Errors',
    'Made by `cut-adapter generate` from the error table; do not edit.',
    INTRODUCTION,
    markdownTable(
      ['Code', 'Symbol', 'Message', 'HTTP status', 'Fault side', 'Exposed', 'What to do'],
      Object.values(ERROR_TABLE).map(errorRow),
    ),
  ].join('\n\n')}\n`;
}

const INTRODUCTION = [
  'A fault has the code at the end of its text, and once more in the `errorstack` of its detail, where each error has code, symbol and',
  'message. *Fault side* tells whose mistake it is: `client` is the fault code Client (SOAP 1.1) or Sender (SOAP 1.2), `server` is Server or',
  'Receiver. *Exposed* is whether the caller is told what happened; otherwise it stands in the log, under the incident that the fault names.',
  '`{...}` in a message stands for what the case at hand fills in.',
].join('\n');

function errorRow({ code: errorCode, symbol, message, side, status, exposed, remedy }: ErrorEntry): readonly string[] {
  return [code(errorCode), code(symbol), message, String(status), side, exposed ? 'yes' : 'no', remedy];
}
