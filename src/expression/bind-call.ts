import { suggestion } from '../errors/near-names.ts';
import { bindChoice } from './bind-choice.ts';
import type { Binder, ExpressionOf } from './binder.ts';
import type { BoundOperand } from './bound.ts';
import { fitTogether, toNumber, toText } from './convert-operand.ts';
import { unknownName } from './find-field.ts';
import { foldCall, isLiteral } from './fold.ts';
import type { ExpressionFunction, Parameter } from './functions/expression-function.ts';
import { FUNCTION_TABLE, functionNamed } from './functions/function-table.ts';
import { asShown } from './list-values.ts';
import { shorten, valueError } from './query-error.ts';
import type { Expression } from './tree.ts';
import { TYPE_NAMES } from './value-types.ts';

/** @throws CutError QUERY_NAME for a function that is not there, QUERY_VALUE for operands that it does not take */
export function bindCall(expression: ExpressionOf<'call'>, binder: Binder): BoundOperand {
  const { function: name, span } = expression;
  const entry = functionNamed(name);
  if (entry === undefined) {
    const names = FUNCTION_TABLE.map((known) => known.name);
    throw unknownName(span, 'function', `function ${shorten(name)}`, suggestion(name, names));
  }
  checkCount(entry, expression);
  const { work } = entry;
  if (work.kind === 'choice') return bindChoice(expression, binder);
  const isPassedOn = entry.result === 'as the value';
  const of = expression.arguments.map((argument, index) => {
    const operand = bindArgument(entry, index, argument, binder);
    return isPassedOn ? operand : asShown(operand, binder);
  });
  if (work.kind === 'evaluated') {
    return foldCall({ type: resultOf(entry, of), kind: 'call', function: entry.name, of }, binder.scope, span);
  }
  const operands = isPassedOn ? fitValues(expression, of, binder) : of;
  const call = { type: resultOf(entry, operands), kind: 'stored-call', function: work.function, of: operands } as const;
  return foldCall(call, binder.scope, span);
}

function resultOf({ result }: ExpressionFunction, [first]: readonly BoundOperand[]): BoundOperand['type'] {
  return result === 'as the value' ? (first?.type ?? 'text') : result;
}

/** `IfNull`: one of two values that have to be of a kind. */
function fitValues(
  { arguments: [first, second] }: ExpressionOf<'call'>,
  [value, otherwise]: readonly BoundOperand[],
  { scope }: Binder,
): readonly BoundOperand[] {
  if (first === undefined || second === undefined || value === undefined || otherwise === undefined) return [];
  return fitTogether({ operand: value, span: first.span }, { operand: otherwise, span: second.span }, scope);
}

function checkCount({ name, parameters }: ExpressionFunction, { arguments: given, span }: ExpressionOf<'call'>): void {
  const needed = parameters.filter(({ optional }) => optional !== true).length;
  if (given.length >= needed && given.length <= parameters.length) return;
  const shown = parameters.map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name));
  throw valueError(span.start, `${name} is called with ${given.length} operands; it is ${name}(${shown.join(', ')})`);
}

function bindArgument(
  { name, parameters }: ExpressionFunction,
  index: number,
  argument: Expression,
  binder: Binder,
): BoundOperand {
  const { types, name: parameter } = parameters[index] ?? NO_PARAMETER;
  const placed = { operand: binder.operand(argument), span: argument.span };
  const { type } = placed.operand;
  if (types.includes(type)) return placed.operand;
  if (type === 'text' && isLiteral(placed.operand) && types.includes('number')) return toNumber(placed);
  if (type === 'number' && types.includes('text')) return toText(placed, binder.scope);
  const expected = types.map((each) => TYPE_NAMES[each]).join(' or ');
  throw valueError(argument.span.start, `${name} takes ${expected} as ${parameter}, not ${TYPE_NAMES[type]}`);
}

const NO_PARAMETER: Parameter = { name: '', types: [] };
