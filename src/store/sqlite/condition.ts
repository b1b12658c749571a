/** Conditions as SQL text, `?` for every value. */
import { type KeyList, mergeAlternatives } from '../alternatives.ts';
import { chain } from '../chain.ts';
import type { Condition } from '../condition.ts';
import { checkSize } from '../condition-size.ts';
import type { ColumnReference } from '../store.ts';
import type { Parameter } from './connection.ts';
import { foldedText, type OperandScope, operandText } from './operand.ts';
import { globPattern } from './pattern.ts';
import { reference, shapeTexts } from './shape.ts';

/**
 * The text of `condition`; its values go to the end of `parameters`.
 *
 * Alternatives that compare the same columns become one list of keys, as JSON: the text stays short, and SQLite's planner, which takes
 * time with the square of the number of alternatives, sees one.
 * @throws RangeError when it is too large or too deep
 */
export function conditionText(condition: Condition, parameters: Parameter[]): string {
  checkSize(condition);
  return textOf(condition, scopeAt(0, parameters));
}

/** Rows that have one of many keys in `by`; the parameter is JSON: of one column `["a"]`, of several `[["a","b"]]`. */
export function isOneOf(by: readonly ColumnReference[], depth = 0): string {
  const columns = by.map((column) => reference(column, depth));
  if (by.length === 1) return `${columns.join()} IN (SELECT value FROM json_each(?))`;
  const values = by.map((_, position) => `value ->> ${position}`).join(', ');
  return `(${columns.join(', ')}) IN (SELECT ${values} FROM json_each(?))`;
}

/** The one parameter of {@link isOneOf}. */
export function keyParameter(by: readonly ColumnReference[], keys: readonly (readonly string[])[]): string {
  return JSON.stringify(by.length === 1 ? keys.map(([value]) => value) : keys);
}

function scopeAt(depth: number, parameters: Parameter[]): OperandScope {
  const scope: OperandScope = { depth, parameters, conditionText: (condition) => textOf(condition, scope) };
  return scope;
}

function textOf(condition: Condition, scope: OperandScope): string {
  const { depth, parameters } = scope;
  switch (condition.kind) {
    case 'equals':
      parameters.push(condition.value);
      return `${reference(condition.column, depth)} = ?`;
    case 'is-null':
      return `${reference(condition.column, depth)} IS NULL`;
    case 'compare': {
      const [left, right] = [condition.left, condition.right].map((operand) =>
        condition.ignoreCase ? foldedText(operand, scope) : operandText(operand, scope),
      );
      return `${left} ${condition.operator} ${right}`;
    }
    case 'like': {
      const { operand } = condition;
      const text = condition.ignoreCase ? foldedText(operand, scope) : operandText(operand, scope, 'text');
      parameters.push(globPattern(condition.pattern, condition.ignoreCase));
      return `${text} GLOB ?`;
    }
    case 'no-value':
      return `${operandText(condition.operand, scope)} IS NULL`;
    case 'not':
      return `NOT (${textOf(condition.of, scope)})`;
    case 'all':
      if (condition.of.length === 0) return '1';
      return chain(
        condition.of.map((part) => textOf(part, scope)),
        'AND',
      );
    case 'any':
      if (condition.of.length === 0) return '0';
      return chain(
        mergeAlternatives(condition.of).map((part) =>
          part.kind === 'keys' ? keysText(part, scope) : textOf(part, scope),
        ),
        'OR',
      );
    case 'exists':
      return existsText(condition, scope);
  }
}

function keysText({ by, keys, nulls }: KeyList, { depth, parameters }: OperandScope): string {
  parameters.push(keyParameter(by, keys));
  const empty = nulls.map((column) => `${reference(column, depth)} IS NULL`);
  return chain([isOneOf(by, depth), ...empty], 'AND');
}

function existsText(
  { shape, parent, of, condition }: Extract<Condition, { kind: 'exists' }>,
  { depth, parameters }: OperandScope,
): string {
  const inner = scopeAt(depth + 1, parameters);
  const { source, fixed } = shapeTexts(shape, inner.depth);
  const parts = [`${reference(parent, inner.depth)} = ${reference(of, depth)}`, ...fixed, textOf(condition, inner)];
  return `EXISTS (SELECT 1 FROM ${source} WHERE ${parts.join(' AND ')})`;
}
