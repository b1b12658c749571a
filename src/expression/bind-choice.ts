import type { Binder, ExpressionOf } from './binder.ts';
import type { BoundCondition, BoundOperand } from './bound.ts';
import { fitTogether } from './convert-operand.ts';
import { evaluateCondition } from './evaluate.ts';
import { isLiteral } from './fold.ts';

/** `IIf(condition, value, otherwise)`, which has been seen to have three operands; where the condition is known, the value that it chooses. */
export function bindChoice({ arguments: operands }: ExpressionOf<'call'>, binder: Binder): BoundOperand {
  const [test, first, second] = operands;
  if (test === undefined || first === undefined || second === undefined) throw new RangeError('IIf has three operands');
  const condition = binder.condition(test);
  const [value, otherwise] = fitTogether(
    { operand: binder.operand(first), span: first.span },
    { operand: binder.operand(second), span: second.span },
    binder.scope,
  );
  if (!isKnown(condition)) return { type: value.type, kind: 'if', condition, value, otherwise };
  return evaluateCondition(condition, { row: { value: () => null } }) ? value : otherwise;
}

function isKnown(condition: BoundCondition): boolean {
  switch (condition.kind) {
    case 'compare':
      return isLiteral(condition.left) && isLiteral(condition.right);
    case 'like':
    case 'is-null':
      return isLiteral(condition.operand);
    case 'not':
      return isKnown(condition.of);
    case 'all':
    case 'any':
      return condition.of.every(isKnown);
    case 'exists':
      return false;
  }
}
