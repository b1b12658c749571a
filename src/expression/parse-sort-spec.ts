import { nearestName } from '../errors/near-names.ts';
import { qualifiedName } from './qualified-name.ts';
import { shorten, syntaxError, tooLarge } from './query-error.ts';
import { checkLength } from './query-limits.ts';
import type { Span } from './tree.ts';

/** One item of a SortSpec. */
export interface SortItem {
  readonly span: Span;
  readonly component?: string;
  readonly field: string;
  readonly descending: boolean;
}

/** Nobody sorts by more, and databases take time for each. */
const MOST_ITEMS = 20;

/**
 * `[Name] (DESCENDING), Location`: fields, in brackets or not, each with its order or none; at least one.
 * @throws CutError QUERY_SYNTAX, QUERY_TOO_LARGE
 */
export function parseSortSpec(text: string): readonly SortItem[] {
  checkLength(text);
  const items: SortItem[] = [];
  let start = 0;
  while (start <= text.length) {
    const item = itemAt(text, start);
    items.push(item);
    if (items.length > MOST_ITEMS) throw tooLarge(`it sorts by more than ${MOST_ITEMS} fields`);
    start = item.span.end + 1;
  }
  return items;
}

const NAME = /\s*(?:\[(?<bracketed>[^\][]*)\]|(?<bare>[^[\](),]*))\s*/uy;
const ORDER = /\((?<order>[^()]*)\)\s*/uy;

const DESCENDING: ReadonlyMap<string, boolean> = new Map([
  ['ASCENDING', false],
  ['ASC', false],
  ['DESCENDING', true],
  ['DESC', true],
]);

/** The item that begins at `start`, up to a comma or the end. */
function itemAt(text: string, start: number): SortItem {
  NAME.lastIndex = start;
  const { bracketed, bare } = NAME.exec(text)?.groups ?? {};
  const name = (bracketed ?? bare ?? '').trim();
  if (name === '') throw syntaxError(start, 'the name of a field was expected: [Name] (DESCENDING), [Location]');
  let end = NAME.lastIndex;
  ORDER.lastIndex = end;
  const { order } = ORDER.exec(text)?.groups ?? {};
  const orderStart = end;
  if (order !== undefined) end = ORDER.lastIndex;
  if (end < text.length && text.charAt(end) !== ',') throw strayText(text, end);
  const descending = order !== undefined && readOrder(order.trim(), orderStart);
  return { span: { start, end }, ...qualifiedName(name), descending };
}

function readOrder(order: string, start: number): boolean {
  const descending = DESCENDING.get(order.toUpperCase());
  if (descending !== undefined) return descending;
  const near = nearestName(order, DESCENDING.keys());
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  throw syntaxError(start, `(${shorten(order)}) is no order; write (ASCENDING) or (DESCENDING)${hint}`);
}

function strayText(text: string, at: number): Error {
  const found = shorten(text.slice(at));
  return syntaxError(at, `found ${found} where an order in parentheses, a comma or the end was expected`);
}
