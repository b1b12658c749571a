import type { PatternPart } from '../condition.ts';

/** A pattern for GLOB, which, unlike LIKE, tells upper from lower case and can look a beginning up in an index. */
export function globPattern(pattern: readonly PatternPart[], ignoreCase: boolean): string {
  return pattern
    .map((part) => {
      if (part === 'any-text') return '*';
      if (part === 'one-character') return '?';
      return (ignoreCase ? part.text.toLowerCase() : part.text).replace(/[*?[]/g, '[$&]');
    })
    .join('');
}
