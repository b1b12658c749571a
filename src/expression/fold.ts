import type { BoundOperand } from './bound.ts';
import { evaluateOperand } from './evaluate.ts';
import type { EvaluatedRow } from './evaluation-context.ts';
import { evaluatedFunction } from './functions/function-table.ts';
import { valueError } from './query-error.ts';
import type { Scope } from './scope.ts';
import type { Span } from './tree.ts';

/**
 * A call whose operands are all known becomes what it yields, unless it needs to know of the world what the scope does not tell.
 * @throws CutError QUERY_VALUE when the database shall answer what is left to the evaluator
 */
export function foldCall(
  call: Extract<BoundOperand, { kind: 'call' | 'stored-call' }>,
  { surroundings = {}, answeredBy }: Scope,
  span: Span,
): BoundOperand {
  const needs = call.kind === 'call' ? evaluatedFunction(call.function).needs : undefined;
  if (call.of.every(isLiteral) && (needs === undefined || surroundings[needs] !== undefined)) {
    const value = evaluateOperand(call, { ...surroundings, row: NO_ROW });
    return { type: call.type, kind: 'literal', value };
  }
  if (call.kind === 'call' && answeredBy === 'store') {
    const problem = `${call.function} cannot be applied to stored values, only to what is known before the search`;
    throw valueError(span.start, problem);
  }
  return call;
}

export function isLiteral(operand: BoundOperand): operand is Extract<BoundOperand, { kind: 'literal' }> {
  return operand.kind === 'literal';
}

/** For what is known without one. */
export const NO_ROW: EvaluatedRow = Object.freeze({ value: () => null });
