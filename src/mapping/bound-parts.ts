import type { BoundCondition, BoundOperand } from '../expression/bound.ts';

/** All operands in an expression, itself included. */
export function* operandsIn(expression: BoundOperand | BoundCondition): Iterable<BoundOperand> {
  if ('type' in expression) yield expression;
  for (const part of partsOf(expression)) yield* operandsIn(part);
}

function partsOf(expression: BoundOperand | BoundCondition): readonly (BoundOperand | BoundCondition)[] {
  switch (expression.kind) {
    case 'literal':
    case 'field':
    case 'argument':
      return [];
    case 'stored-call':
    case 'call':
    case 'all':
    case 'any':
      return expression.of;
    case 'if':
      return [expression.condition, expression.value, expression.otherwise];
    case 'compare':
      return [expression.left, expression.right];
    case 'like':
    case 'is-null':
      return [expression.operand];
    case 'not':
      return [expression.of];
    case 'exists':
      return [expression.condition];
  }
}
