import type { BoundCondition, BoundOperand } from './bound.ts';
import { compares } from './compare-values.ts';
import type { EvaluatedRow, EvaluationContext } from './evaluation-context.ts';
import type { Value } from './functions/expression-function.ts';
import { evaluatedFunction } from './functions/function-table.ts';
import { storedFunction } from './functions/stored-functions.ts';
import { hasPattern } from './pattern.ts';
import { StepBudget } from './step-budget.ts';

/**
 * Whether the condition holds; null when that is unknown because it compares a null.
 * @throws CutError QUERY_TOO_LARGE when the steps run out, and what the lookups throw
 */
export function evaluateCondition(condition: BoundCondition, context: EvaluationContext): boolean | null {
  return new Evaluation(context).condition(condition, context.row);
}

/**
 * Value of the operand, in canonical form.
 * @throws CutError QUERY_TOO_LARGE when the steps run out, and what the lookups throw
 */
export function evaluateOperand(operand: BoundOperand, context: EvaluationContext): string | null {
  return new Evaluation(context).operand(operand, context.row);
}

/** The tree's depth, which the parser bounds, bounds the recursion. */
class Evaluation {
  readonly #context: EvaluationContext;
  readonly #steps: StepBudget;

  constructor(context: EvaluationContext) {
    this.#context = context;
    this.#steps = context.steps ?? new StepBudget();
  }

  condition(condition: BoundCondition, row: EvaluatedRow): boolean | null {
    this.#steps.spend(1);
    switch (condition.kind) {
      case 'compare':
        return this.#compare(condition, row);
      case 'like': {
        const value = this.operand(condition.operand, row);
        return value === null ? null : hasPattern(value, condition.pattern, condition.ignoreCase, this.#steps);
      }
      case 'is-null':
        return this.operand(condition.operand, row) === null;
      case 'not': {
        const holds = this.condition(condition.of, row);
        return holds === null ? null : !holds;
      }
      case 'all':
        return this.#join(condition.of, row, false);
      case 'any':
        return this.#join(condition.of, row, true);
      case 'exists':
        for (const child of row.children?.(condition.component) ?? []) {
          if (this.condition(condition.condition, child) === true) return true;
        }
        return false;
    }
  }

  /** @param decisive the part that decides the whole: false of `all`, true of `any` */
  #join(parts: readonly BoundCondition[], row: EvaluatedRow, decisive: boolean): boolean | null {
    let result: boolean | null = !decisive;
    for (const part of parts) {
      const holds = this.condition(part, row);
      if (holds === decisive) return decisive;
      if (holds === null) result = null;
    }
    return result;
  }

  #compare(condition: Extract<BoundCondition, { kind: 'compare' }>, row: EvaluatedRow): boolean | null {
    const left = this.operand(condition.left, row);
    const right = this.operand(condition.right, row);
    if (left === null || right === null) return null;
    this.#steps.spend(Math.min(left.length, right.length));
    const { operator, ignoreCase } = condition;
    if (ignoreCase) return compares(left.toLowerCase(), operator, right.toLowerCase(), 'text');
    return compares(left, operator, right, condition.left.type);
  }

  operand(operand: BoundOperand, row: EvaluatedRow): Value {
    this.#steps.spend(1);
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'field':
        return row.value(operand.field, operand.component);
      case 'argument':
        return this.#context.arguments?.get(operand.name) || null;
      case 'if':
        return this.operand(this.condition(operand.condition, row) ? operand.value : operand.otherwise, row);
      case 'stored-call': {
        const values = this.#values(operand.of, row);
        this.#spendOn(values);
        return storedFunction(operand.function, values) || null;
      }
      case 'call':
        return this.#call(operand, row);
    }
  }

  #call({ function: name, of }: Extract<BoundOperand, { kind: 'call' }>, row: EvaluatedRow): Value {
    const values = this.#values(of, row);
    this.#spendOn(values);
    const known = values.filter((value) => value !== null);
    if (known.length < values.length) return null;
    const spend = (steps: number) => this.#steps.spend(steps);
    const types = of.map(({ type }) => type);
    return evaluatedFunction(name).evaluate(known, { types, surroundings: this.#context, spend }) || null;
  }

  #values(operands: readonly BoundOperand[], row: EvaluatedRow): readonly Value[] {
    return operands.map((operand) => this.operand(operand, row));
  }

  /** Texts can grow with every function around them. */
  #spendOn(values: readonly Value[]): void {
    for (const value of values) this.#steps.spend(value?.length ?? 0);
  }
}
