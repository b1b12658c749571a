/** Operands as SQL text, `?` for every value. Those of type number are numbers to SQLite, all others text. */
import type { Condition, Operand, StoreFunction, ValueType } from '../condition.ts';
import { operandTypes } from '../operand-types.ts';
import type { Parameter } from './connection.ts';
import { reference } from './shape.ts';

/** Where an operand stands. */
export interface OperandScope {
  /** How many sub-selects it stands in. */
  readonly depth: number;
  /** Values, in the order of the text. */
  readonly parameters: Parameter[];
  conditionText(condition: Condition): string;
}

/** @param type what is needed: a number becomes text where a text is */
export function operandText(operand: Operand, scope: OperandScope, type: ValueType = operand.type): string {
  if (operand.kind === 'value') {
    scope.parameters.push(type === 'number' && operand.value !== null ? Number(operand.value) : operand.value);
    return '?';
  }
  const text = computedText(operand, scope);
  return operand.type === 'number' && type === 'text' ? `decimal_text(${text})` : text;
}

/** The operand in lower case. */
export function foldedText(operand: Operand, scope: OperandScope): string {
  if (operand.kind !== 'value') return `fold_case(${operandText(operand, scope, 'text')})`;
  scope.parameters.push(operand.value?.toLowerCase() ?? null);
  return '?';
}

function computedText(operand: Exclude<Operand, { kind: 'value' }>, scope: OperandScope): string {
  switch (operand.kind) {
    case 'column':
      return reference(operand.column, scope.depth);
    case 'call': {
      const types = operandTypes(operand);
      const of = operand.of.map((part, position) => operandText(part, scope, types[position]));
      return `${FUNCTIONS[operand.function]}(${of.join(', ')})`;
    }
    case 'if': {
      const condition = scope.conditionText(operand.condition);
      const value = operandText(operand.value, scope, operand.type);
      return `CASE WHEN ${condition} THEN ${value} ELSE ${operandText(operand.otherwise, scope, operand.type)} END`;
    }
  }
}

const FUNCTIONS: Readonly<Record<StoreFunction, string>> = {
  add: 'decimal_add',
  subtract: 'decimal_subtract',
  multiply: 'decimal_multiply',
  divide: 'decimal_divide',
  negate: '-',
  concatenate: 'text_concatenate',
  length: 'text_length',
  left: 'text_left',
  right: 'text_right',
  middle: 'text_middle',
  upper: 'upper_case',
  lower: 'fold_case',
  trim: 'text_trim',
  'if-null': 'coalesce',
};
