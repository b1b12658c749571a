/** Operands as T-SQL text, a parameter for every value. Those of type number are decimals, dates and date-times have the type of their columns. */
import type { Condition, Operand, StoreFunction, ValueType } from '../condition.ts';
import { operandTypes } from '../operand-types.ts';
import { BINARY, isAscii } from './column-type.ts';
import type { Parameters } from './parameters.ts';
import { reference } from './shape.ts';

/** Where an operand stands. */
export interface OperandScope {
  /** How many sub-selects it stands in. */
  readonly depth: number;
  readonly parameters: Parameters;
  conditionText(condition: Condition): string;
}

/**
 * The text can stand in any expression without parentheses around it. What compares it as text has to say how ({@link BINARY}).
 * @param type what is needed: a number becomes text where a text is
 */
export function operandText(operand: Operand, scope: OperandScope, type: ValueType = operand.type): string {
  if (operand.kind === 'value') return typedValue(scope.parameters.add(operand.value), type);
  const text = computedText(operand, scope);
  return operand.type === 'number' && type === 'text' ? `FORMAT(${text}, '0.#######', 'en-US')` : text;
}

/**
 * The same, of a text that something is made of. Each column has a collation of its own, and SQL Server refuses to make one text of two that differ in it
 * (errors 446, 451, 457, 468; "Collation Precedence" in its documentation): so all have one from the innermost on. It also decides which letters are each
 * other's capitals, and what counts as one character, whatever the database has. Texts of a code page become Unicode first, which loses none of them.
 */
export function collatedText(operand: Operand, scope: OperandScope, type: ValueType = operand.type): string {
  const text = operandText(operand, scope, type);
  if (type !== 'text' || isMadeText(operand)) return text;
  const isOfCodePage = operand.kind === 'column' && isAscii(operand.column.column.type);
  return `${isOfCodePage ? `CAST(${text} AS nvarchar(max))` : text} ${BINARY}`;
}

/** Whether it is a text that is made of others, which has its collation already: a second one is refused. */
export function isMadeText({ kind, type }: Operand): boolean {
  return (kind === 'call' || kind === 'if') && type === 'text';
}

function computedText(operand: Exclude<Operand, { kind: 'value' }>, scope: OperandScope): string {
  switch (operand.kind) {
    case 'column':
      return reference(operand.column, scope.depth);
    case 'call': {
      const types = operandTypes(operand);
      return CALLS[operand.function](...operand.of.map((part, position) => collatedText(part, scope, types[position])));
    }
    case 'if': {
      const condition = scope.conditionText(operand.condition);
      const value = collatedText(operand.value, scope, operand.type);
      return `(CASE WHEN ${condition} THEN ${value} ELSE ${collatedText(operand.otherwise, scope, operand.type)} END)`;
    }
  }
}

/** A parameter of type nvarchar as a value of this type. */
function typedValue(parameter: string, type: ValueType): string {
  switch (type) {
    case 'text':
      return parameter;
    case 'number':
      return `CAST(${parameter} AS ${DECIMAL})`;
    case 'date':
      return `CAST(${parameter} AS date)`;
    case 'datetime':
      return `CAST(${parameter} AS datetime2(3))`;
  }
}

const DECIMAL = 'decimal(22, 7)';

/**
 * An operand is written once in the text of a call, or nested calls would double it again and again; where it is needed twice, it gets a
 * name: in a VALUES of one row. Texts become nvarchar(max), since what is made of shorter ones would be cut off.
 */
const CALLS: Readonly<Record<StoreFunction, (...of: string[]) => string>> = {
  add: (left, right) => rounded(`${left} + ${right}`),
  subtract: (left, right) => rounded(`${left} - ${right}`),
  multiply: (left, right) => rounded(`${left} * ${right}`),
  divide: (left, right) => rounded(`${left} / NULLIF(${right}, 0)`),
  negate: (operand) => `(-${operand})`,
  concatenate: (...of) =>
    namedText([`CONCAT(${of.map(long).join(', ')})`], 'CASE WHEN DATALENGTH([o].[a]) > 0 THEN [o].[a] END'),
  length: (text) => `CAST(DATALENGTH(${long(text)}) / 2 AS ${DECIMAL})`,
  left: (text, count = '') =>
    namedText([long(text), whole(count)], 'LEFT([o].[a], CASE WHEN [o].[b] >= 1 THEN [o].[b] END)'),
  right: (text, count = '') =>
    namedText([long(text), whole(count)], 'RIGHT([o].[a], CASE WHEN [o].[b] >= 1 THEN [o].[b] END)'),
  middle: (text, first = '', count = '') =>
    namedText(
      [long(text), whole(first), count === '' ? ALL : whole(count)],
      'CASE WHEN [o].[b] BETWEEN 1 AND DATALENGTH([o].[a]) / 2 AND [o].[c] >= 1 THEN SUBSTRING([o].[a], [o].[b], [o].[c]) END',
    ),
  upper: (text) => `UPPER(${text})`,
  lower: (text) => `LOWER(${text})`,
  trim: (text) => namedText([`TRIM(${long(text)})`], 'CASE WHEN DATALENGTH([o].[a]) > 0 THEN [o].[a] END'),
  'if-null': (text, otherwise) => `COALESCE(${text}, ${otherwise})`,
};

/** As many characters as the longest text has. */
const ALL = '1073741823';

function rounded(expression: string): string {
  return `TRY_CAST(${expression} AS ${DECIMAL})`;
}

function whole(number: string): string {
  return `CAST(${number} AS bigint)`;
}

function long(text: string): string {
  return `CAST(${text} AS nvarchar(max))`;
}

/** A text over the `operands`, which `expression` calls `[o].[a]`, `[o].[b]` and so on. */
function namedText(operands: readonly string[], expression: string): string {
  const names = operands.map((_, position) => `[${'abc'[position]}]`);
  return `(SELECT ${expression} FROM (VALUES (${operands.join(', ')})) AS [o] (${names.join(', ')})) ${BINARY}`;
}
