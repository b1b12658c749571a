import type { Binder, ExpressionOf } from './binder.ts';
import type { BoundOperand, StoredFunction } from './bound.ts';
import { type PlacedOperand, toNumber, toText } from './convert-operand.ts';
import { foldCall } from './fold.ts';
import { asShown } from './list-values.ts';
import type { ArithmeticOperator } from './tree.ts';

/**
 * `+` joins texts, and counts days on from a date; `-` counts them back, or those between two dates. Everything else is between numbers.
 * @throws CutError QUERY_VALUE when the operands are of no such types
 */
export function bindArithmetic(expression: ExpressionOf<'arithmetic'>, binder: Binder): BoundOperand {
  const { operator, span } = expression;
  const left = { operand: binder.operand(expression.left), span: expression.left.span };
  const right = { operand: binder.operand(expression.right), span: expression.right.span };
  return foldCall(
    dateArithmetic(operator, left.operand, right, binder) ?? textOrNumber(operator, [left, right], binder),
    binder.scope,
    span,
  );
}

export function bindSign({ operand, span }: ExpressionOf<'negate'>, binder: Binder): BoundOperand {
  return negative({ operand: binder.operand(operand), span }, binder);
}

function negative(placed: PlacedOperand, { scope }: Binder): BoundOperand {
  const of = [toNumber(placed)];
  return foldCall({ type: 'number', kind: 'stored-call', function: 'negate', of }, scope, placed.span);
}

type Call = Extract<BoundOperand, { kind: 'call' | 'stored-call' }>;

function textOrNumber(operator: ArithmeticOperator, operands: readonly PlacedOperand[], binder: Binder): Call {
  if (operator === '+' && operands.some(({ operand }) => operand.type === 'text')) {
    const of = operands.map((each) => asShown(toText(each, binder.scope), binder));
    return { type: 'text', kind: 'stored-call', function: 'concatenate', of };
  }
  return { type: 'number', kind: 'stored-call', function: FUNCTIONS[operator], of: operands.map(toNumber) };
}

const FUNCTIONS: Readonly<Record<ArithmeticOperator, StoredFunction>> = Object.freeze({
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
});

function dateArithmetic(
  operator: ArithmeticOperator,
  left: BoundOperand,
  right: PlacedOperand,
  binder: Binder,
): Call | undefined {
  if (!isDate(left) || (operator !== '+' && operator !== '-')) return undefined;
  if (right.operand.type === 'number') {
    const days = operator === '+' ? right.operand : negative(right, binder);
    return { type: left.type, kind: 'call', function: '+', of: [left, days] };
  }
  if (operator === '+' || !isDate(right.operand)) return undefined;
  return { type: 'number', kind: 'call', function: '-', of: [left, right.operand] };
}

function isDate({ type }: BoundOperand): boolean {
  return type === 'date' || type === 'datetime';
}
