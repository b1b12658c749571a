import { syntaxError } from './query-error.ts';
import type { Expression } from './tree.ts';

/**
 * What was meant as a query must not be searched for as a text: a connective at the end, a bracket that closes nothing.
 * @throws CutError QUERY_SYNTAX
 */
export function refuseUnfinished(text: string, { kind }: Expression, isPlain: boolean): void {
  const [, connective] = UNFINISHED.exec(text) ?? [];
  if (connective !== undefined && (!isPlain || text.startsWith('"'))) {
    throw syntaxError(text.length, `a value was expected after ${connective}`);
  }
  const stray = kind === 'and' || kind === 'or' || kind === 'not' ? strayBracket(text) : undefined;
  if (stray !== undefined) throw syntaxError(stray, ') closes no (');
}

const UNFINISHED = /\s(AND|OR|NOT)$/u;

/** The first bracket outside of quotes that closes nothing. */
function strayBracket(text: string): number | undefined {
  let open = 0;
  for (const { 0: found, index } of text.matchAll(/"[^"]*"|[()]/gu)) {
    if (found === '(') open += 1;
    else if (found === ')' && open-- === 0) return index;
  }
  return undefined;
}
