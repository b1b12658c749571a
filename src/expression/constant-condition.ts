import type { BoundCondition, BoundOperand } from './bound.ts';
import { evaluateCondition } from './evaluate.ts';
import { NO_ROW } from './fold.ts';

/** Whether the condition holds for every row there could be, since it asks about none: `1 = 1`, or `[Name] = "Tyne" OR 1 = 1`. */
export function isAlwaysTrue(condition: BoundCondition): boolean {
  return constantValue(condition) === true;
}

/** What the condition comes to whatever row it is asked of; undefined when that depends on the row. Null is unknown. */
function constantValue(condition: BoundCondition): boolean | null | undefined {
  switch (condition.kind) {
    case 'compare':
      return isConstant(condition.left) && isConstant(condition.right) ? evaluated(condition) : undefined;
    case 'like':
    case 'is-null':
      return isConstant(condition.operand) ? evaluated(condition) : undefined;
    case 'not': {
      const value = constantValue(condition.of);
      return typeof value === 'boolean' ? !value : value;
    }
    case 'all':
      return joined(condition.of, false);
    case 'any':
      return joined(condition.of, true);
    case 'exists':
      return undefined;
  }
}

/** @param decisive the part that decides the whole: false of `all`, true of `any` */
function joined(parts: readonly BoundCondition[], decisive: boolean): boolean | null | undefined {
  const values = parts.map(constantValue);
  if (values.includes(decisive)) return decisive;
  if (values.includes(undefined)) return undefined;
  return values.includes(null) ? null : !decisive;
}

function isConstant(operand: BoundOperand): boolean {
  switch (operand.kind) {
    case 'literal':
      return true;
    case 'field':
    case 'argument':
    case 'call':
      return false;
    case 'stored-call':
      return operand.of.every(isConstant);
    case 'if':
      return (
        constantValue(operand.condition) !== undefined && isConstant(operand.value) && isConstant(operand.otherwise)
      );
  }
}

function evaluated(condition: BoundCondition): boolean | null {
  return evaluateCondition(condition, { row: NO_ROW });
}
