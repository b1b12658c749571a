import {
  type Condition,
  DEEPEST_CONDITION,
  DEEPEST_EXISTS,
  LARGEST_CONDITION,
  LONGEST_PATTERN,
  type Operand,
  type PatternPart,
} from './condition.ts';

/** @throws RangeError when a condition is larger or deeper than a database would take */
export function checkSize(condition: Condition): void {
  const size = sizeOf(condition, 1, 0);
  if (size > LARGEST_CONDITION) throw new RangeError(`a condition has at most ${LARGEST_CONDITION} comparisons`);
}

/** How many values and columns it names. */
function sizeOf(condition: Condition, depth: number, existsDepth: number): number {
  checkDepth(depth);
  switch (condition.kind) {
    case 'equals':
    case 'is-null':
      return 1;
    case 'compare':
      return operandSize(condition.left, depth, existsDepth) + operandSize(condition.right, depth, existsDepth);
    case 'like':
      checkPattern(condition.pattern);
      return 1 + operandSize(condition.operand, depth, existsDepth);
    case 'no-value':
      return operandSize(condition.operand, depth, existsDepth);
    case 'not':
      return sizeOf(condition.of, depth + 1, existsDepth);
    case 'all':
    case 'any':
      return Math.max(
        1,
        condition.of.reduce((sum, part) => sum + sizeOf(part, depth + 1, existsDepth), 0),
      );
    case 'exists':
      if (existsDepth > DEEPEST_EXISTS) throw new RangeError(`exists stands in at most ${DEEPEST_EXISTS} others`);
      return 1 + sizeOf(condition.condition, depth + 1, existsDepth + 1);
  }
}

function operandSize(operand: Operand, depth: number, existsDepth: number): number {
  checkDepth(depth);
  switch (operand.kind) {
    case 'column':
    case 'value':
      return 1;
    case 'call':
      return operand.of.reduce((sum, part) => sum + operandSize(part, depth + 1, existsDepth), 0);
    case 'if':
      return (
        sizeOf(operand.condition, depth + 1, existsDepth) +
        operandSize(operand.value, depth + 1, existsDepth) +
        operandSize(operand.otherwise, depth + 1, existsDepth)
      );
  }
}

function checkDepth(depth: number): void {
  if (depth > DEEPEST_CONDITION) throw new RangeError(`a condition is at most ${DEEPEST_CONDITION} levels deep`);
}

function checkPattern(pattern: readonly PatternPart[]): void {
  const length = pattern.reduce((sum, part) => sum + (typeof part === 'string' ? 1 : part.text.length), 0);
  if (length > LONGEST_PATTERN) throw new RangeError(`a pattern has at most ${LONGEST_PATTERN} characters`);
}
