import type { Binder, ExpressionOf } from './binder.ts';
import type { BoundCondition, BoundOperand } from './bound.ts';
import { fieldBehind, fitTogether } from './convert-operand.ts';
import { isLiteral } from './fold.ts';
import { listCodes } from './list-values.ts';
import { valueError } from './query-error.ts';
import type { ComparisonOperator, Expression } from './tree.ts';

/** A literal goes to the right, where stores look for it. */
export function bindComparison(expression: ExpressionOf<'compare'>, binder: Binder): BoundCondition {
  for (const side of [expression.left, expression.right]) refuseEmptyText(side);
  const left = { operand: binder.operand(expression.left), span: expression.left.span };
  const right = { operand: binder.operand(expression.right), span: expression.right.span };
  const swapped = isLiteral(left.operand) && !isLiteral(right.operand);
  const operator = swapped ? MIRRORED[expression.operator] : expression.operator;
  const [first, second] = swapped ? [right, left] : [left, right];
  const ignoreCase = expression.ignoreCase && first.operand.type === 'text';
  const written = ignoreCase ? compareList(first.operand, operator, second.operand, binder) : undefined;
  if (written !== undefined) return written;
  const [fitted, other] = fitTogether(first, second, binder.scope);
  return { kind: 'compare', operator, left: fitted, right: other, ignoreCase };
}

const MIRRORED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = Object.freeze({
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
});

/** Ignoring case is about the values of a list as they are written, not about their codes. Undefined when the list has no such value. */
function compareList(
  operand: BoundOperand,
  operator: ComparisonOperator,
  right: BoundOperand,
  binder: Binder,
): BoundCondition | undefined {
  const field = fieldBehind(operand);
  if (field?.values === undefined || right.kind !== 'literal') return undefined;
  const wanted = right.value?.toLowerCase();
  const codes = listCodes(field, binder.scope.lovLanguageMode, (value) => value.toLowerCase() === wanted);
  if (codes.length === 0) return undefined;
  if (operator === '=') return oneOf(operand, codes, binder);
  return operator === '<>' ? { kind: 'not', of: oneOf(operand, codes, binder) } : undefined;
}

/** Has one of the values; false when there are none. Unknown when the operand is null, in either case. */
export function oneOf(operand: BoundOperand, values: readonly string[], binder: Binder): BoundCondition {
  binder.countComparisons(values.length);
  const equalities = values.map((value): BoundCondition => {
    const right = { type: operand.type, kind: 'literal', value } as const;
    return { kind: 'compare', operator: '=', left: operand, right, ignoreCase: false };
  });
  const [first] = equalities;
  if (first === undefined) return { kind: 'compare', operator: '<>', left: operand, right: operand, ignoreCase: false };
  return equalities.length === 1 ? first : { kind: 'any', of: equalities };
}

/**
 * Comparing with `""` would never hold, since no value is empty, and whoever writes it means something else.
 * @throws CutError QUERY_VALUE
 */
export function refuseEmptyText(expression: Expression): void {
  if (expression.kind === 'text' && expression.value === '') {
    throw valueError(expression.span.start, 'no value is the empty text; write IS NULL or IS NOT NULL');
  }
}
