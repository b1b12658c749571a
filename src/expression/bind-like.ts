import { oneOf, refuseEmptyText } from './bind-comparison.ts';
import type { Binder, ExpressionOf } from './binder.ts';
import type { BoundCondition } from './bound.ts';
import { isLiteral } from './fold.ts';
import { asShown, listCodes } from './list-values.ts';
import { hasPattern, patternParts, plainText } from './pattern.ts';
import { valueError } from './query-error.ts';
import { StepBudget } from './step-budget.ts';
import { TYPE_NAMES } from './value-types.ts';

/**
 * On a field with a list of values the pattern is about the values as they are written, and becomes the codes of those that fit.
 * @throws CutError QUERY_VALUE when the pattern is not known beforehand, or the operand is no text
 */
export function bindLike(expression: ExpressionOf<'like'>, binder: Binder): BoundCondition {
  const condition = bindPositive(expression, binder);
  return expression.negated ? { kind: 'not', of: condition } : condition;
}

function bindPositive(expression: ExpressionOf<'like'>, binder: Binder): BoundCondition {
  const { ignoreCase, span } = expression;
  const operand = binder.operand(expression.operand);
  const pattern = knownPattern(expression, binder);
  const parts = patternParts(pattern);
  const isAnything = parts.length === 1 && parts[0] === 'any-text';
  if (isAnything) return { kind: 'compare', operator: '=', left: operand, right: operand, ignoreCase: false };
  if (operand.type !== 'text') {
    const problem = `LIKE looks into texts, and this is ${TYPE_NAMES[operand.type]}; compare it with =, < or > instead`;
    throw valueError(span.start, problem);
  }
  if (operand.kind === 'field' && operand.field.values !== undefined) {
    const budget = new StepBudget();
    const fits = (written: string) => hasPattern(written, parts, ignoreCase, budget);
    return oneOf(operand, listCodes(operand.field, binder.scope.lovLanguageMode, fits), binder);
  }
  const shown = asShown(operand, binder);
  const text = plainText(parts);
  if (text === undefined) return { kind: 'like', operand: shown, pattern: parts, ignoreCase };
  const right = { type: 'text', kind: 'literal', value: text } as const;
  return { kind: 'compare', operator: '=', left: shown, right, ignoreCase };
}

function knownPattern({ pattern }: ExpressionOf<'like'>, binder: Binder): string {
  refuseEmptyText(pattern);
  const operand = binder.operand(pattern);
  if (isLiteral(operand) && operand.type === 'text' && operand.value !== null) return operand.value;
  throw valueError(pattern.span.start, 'LIKE takes a text that is known beforehand');
}
