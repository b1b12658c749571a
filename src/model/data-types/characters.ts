/**
 * Texts by characters (Unicode code points), as users count them; JavaScript's own methods count UTF-16 code units, and cut characters beyond
 * the Basic Multilingual Plane in two. Counts that are not above 0 give an empty text.
 */

export function characterCount(text: string): number {
  return hasPairs(text) ? Array.from(text).length : text.length;
}

export function firstCharacters(text: string, count: number): string {
  return characters(text, 0, Math.max(0, count));
}

export function lastCharacters(text: string, count: number): string {
  return count < 1 ? '' : characters(text, -count);
}

/** @param first counts from 1; what begins before it is empty */
export function middleCharacters(text: string, first: number, count = Number.POSITIVE_INFINITY): string {
  return first < 1 || count < 1 ? '' : characters(text, first - 1, first - 1 + count);
}

/** Where the first occurrence of `sought` at or after character `first` begins, counted from 1; 0 where there is none. */
export function characterPosition(text: string, sought: string, first: number): number {
  if (!hasPairs(text)) return text.indexOf(sought, first - 1) + 1;
  const start = firstCharacters(text, first - 1).length;
  const found = text.indexOf(sought, start);
  return found === -1 ? 0 : characterCount(text.slice(0, found)) + 1;
}

/** Without spaces at the beginning; other blanks stay. */
export function trimStart(text: string): string {
  let start = 0;
  while (text.charAt(start) === ' ') start += 1;
  return text.slice(start);
}

/** Without spaces at the end; other blanks stay. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === ' ') end -= 1;
  return text.slice(0, end);
}

function characters(text: string, start: number, end?: number): string {
  return hasPairs(text) ? Array.from(text).slice(start, end).join('') : text.slice(start, end);
}

const SURROGATE = /[\uD800-\uDFFF]/;

function hasPairs(text: string): boolean {
  return SURROGATE.test(text);
}
