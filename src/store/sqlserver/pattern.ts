import type { PatternPart } from '../condition.ts';

/** A pattern for LIKE, with the backslash to escape; one character is one UTF-16 code unit there. */
export function likePattern(pattern: readonly PatternPart[]): string {
  return pattern
    .map((part) => {
      if (part === 'any-text') return '%';
      return part === 'one-character' ? '_' : part.text.replace(/[%_[\\]/g, '\\$&');
    })
    .join('');
}
