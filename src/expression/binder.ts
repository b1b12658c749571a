import type { BoundCondition, BoundOperand } from './bound.ts';
import type { Scope } from './scope.ts';
import type { Expression } from './tree.ts';

/** How the parts of an expression are bound by those that bind the whole. */
export interface Binder {
  readonly scope: Scope;
  /** How many EXISTS there are around. */
  readonly existsDepth: number;
  condition(expression: Expression): BoundCondition;
  operand(expression: Expression): BoundOperand;
  /**
   * Counts comparisons that one expression has become.
   * @throws CutError QUERY_TOO_LARGE
   */
  countComparisons(count: number): void;
}

/** One kind of expression. */
export type ExpressionOf<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;
