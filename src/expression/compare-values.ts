import type { ValueType } from './bound.ts';
import type { ComparisonOperator } from './tree.ts';

/** Whether two values in canonical form compare so. */
export function compares(left: string, operator: ComparisonOperator, right: string, type: ValueType): boolean {
  const order = type === 'number' ? Number(left) - Number(right) : orderOfTexts(left, right);
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** By code points, as UTF-8 bytes sort. */
function orderOfTexts(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at++) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Surrogates stand for what comes after U+FFFF, and have to sort there. */
function rank(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit;
  return codeUnit < 0xe000 ? codeUnit + 0x2000 : codeUnit - 0x800;
}
