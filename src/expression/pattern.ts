/** Patterns of LIKE. */
import type { PatternPart } from './bound.ts';
import type { StepBudget } from './step-budget.ts';

/** `A*b?` -> text, any text, text, one character. */
export function patternParts(pattern: string): readonly PatternPart[] {
  return (pattern.match(/\*+|\?|[^*?]+/gu) ?? []).map((part): PatternPart => {
    if (part.startsWith('*')) return 'any-text';
    return part === '?' ? 'one-character' : { text: part };
  });
}

/** Whether the pattern is one text without wildcards. */
export function plainText(parts: readonly PatternPart[]): string | undefined {
  const [first] = parts;
  return parts.length === 1 && typeof first === 'object' ? first.text : undefined;
}

/**
 * Whether the whole of `text` has the pattern. What does not fit goes back to the last `*` only, so that the work is at most the product of
 * both lengths; each look at a character is a step.
 */
export function hasPattern(
  text: string,
  pattern: readonly PatternPart[],
  ignoreCase: boolean,
  budget: StepBudget,
): boolean {
  const looked = ignoreCase ? text.toLowerCase() : text;
  const wanted = pattern.flatMap((part) => characters(part, ignoreCase));
  budget.spend(wanted.length);
  let at = 0;
  let next = 0;
  let star = -1;
  let starAt = 0;
  while (at < looked.length) {
    budget.spend(1);
    const here = wanted[next];
    const length = here === 'one-character' ? codePointLength(looked, at) : 1;
    if (here === 'any-text') {
      star = next++;
      starAt = at;
    } else if (here === 'one-character' || here?.text === looked.charAt(at)) {
      next++;
      at += length;
    } else if (star >= 0) {
      starAt += codePointLength(looked, starAt);
      at = starAt;
      next = star + 1;
    } else return false;
  }
  return wanted.slice(next).every((part) => part === 'any-text');
}

/** Texts one UTF-16 code unit each. */
function characters(part: PatternPart, ignoreCase: boolean): readonly PatternPart[] {
  if (typeof part === 'string') return [part];
  const text = ignoreCase ? part.text.toLowerCase() : part.text;
  return text.split('').map((character) => ({ text: character }));
}

function codePointLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
