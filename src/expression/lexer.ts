import { shorten, syntaxError } from './query-error.ts';
import type { Span } from './tree.ts';

export type Token = Span & {
  /** `text` is a literal in quotes, `name` what stands in square brackets, `word` a keyword or function name. */
  readonly kind: 'text' | 'number' | 'name' | 'word' | 'symbol' | 'end';
  /** Without quotes or brackets, doubled quotes single; a symbol as it is. */
  readonly value: string;
};

/**
 * The tokens of a query, the last one being its end.
 * @throws CutError QUERY_SYNTAX where no token begins
 */
export function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  let position = skipBlanks(text, 0);
  while (position < text.length) {
    const token = tokenAt(text, position);
    found.push(token);
    position = skipBlanks(text, token.end);
  }
  found.push({ kind: 'end', value: '', start: text.length, end: text.length });
  return found;
}

const BLANKS = /\s*/uy;
const NUMBER = /(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)/uy;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const SYMBOL = /<>|<=|>=|[=<>~+\-*/(),]/uy;

/** What people write who come from other languages. */
const HINTS: Readonly<Record<string, string>> = Object.freeze({
  '!': '; write <> or NOT',
  '&': '; write AND, or + to join texts',
  '|': '; write OR, or + to join texts',
  '%': '; the wildcards of LIKE are * and ?',
  '“': '; write straight quotes: "',
  '”': '; write straight quotes: "',
  '‘': "; write straight quotes: '",
  '’': "; write straight quotes: '",
  ']': '; a field name begins with [',
});

function tokenAt(text: string, start: number): Token {
  const first = text.charAt(start);
  if (first === '"' || first === "'") return quoted(text, start, first);
  if (first === '[') return bracketed(text, start);
  const number = match(NUMBER, text, start);
  if (number !== undefined) return { kind: 'number', value: number, start, end: start + number.length };
  const word = match(WORD, text, start);
  if (word !== undefined) return { kind: 'word', value: word, start, end: start + word.length };
  const symbol = match(SYMBOL, text, start);
  if (symbol !== undefined) return { kind: 'symbol', value: symbol, start, end: start + symbol.length };
  throw syntaxError(
    start,
    `'${String.fromCodePoint(text.codePointAt(start) ?? 0)}' is no part of the language${HINTS[first] ?? ''}`,
  );
}

function quoted(text: string, start: number, quote: string): Token {
  const end = closingQuote(text, start, quote);
  if (end === undefined)
    throw syntaxError(start, `the text that begins with ${shorten(text.slice(start))} has no closing ${quote}`);
  return { kind: 'text', value: unquote(text.slice(start, end)), start, end };
}

function bracketed(text: string, start: number): Token {
  const end = text.indexOf(']', start);
  if (end < 0) throw syntaxError(start, `the name that begins with ${shorten(text.slice(start))} has no closing ]`);
  const value = text.slice(start + 1, end).trim();
  if (value === '') throw syntaxError(start, 'there is no name between [ and ]');
  return { kind: 'name', value, start, end: end + 1 };
}

/** Where the text in quotes that begins at `start` ends, the closing quote included; undefined when it is not closed. */
export function closingQuote(text: string, start: number, quote: string): number | undefined {
  for (let at = text.indexOf(quote, start + 1); at >= 0; at = text.indexOf(quote, at + 2)) {
    if (text.charAt(at + 1) !== quote) return at + 1;
  }
  return undefined;
}

/** `"say ""hi"""` -> `say "hi"` */
export function unquote(quotedText: string): string {
  const quote = quotedText.charAt(0);
  return quotedText.slice(1, -1).replaceAll(quote + quote, quote);
}

function skipBlanks(text: string, position: number): number {
  return position + (match(BLANKS, text, position)?.length ?? 0);
}

function match(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}
