/**
 * Conditions as T-SQL text, a parameter for every value.
 *
 * Four things differ from SQLite. SQL Server takes trailing spaces for nothing where it compares texts with `=` or `<`; it knows fewer
 * letters to ignore the case of; where SQLite goes by code points, it goes by UTF-16 code units; it keeps more than 15 digits of what it
 * calculates.
 */
import { type KeyList, mergeAlternatives } from '../alternatives.ts';
import { chain } from '../chain.ts';
import type { Condition } from '../condition.ts';
import { checkSize } from '../condition-size.ts';
import { BINARY } from './column-type.ts';
import { canHold, isEqual, isOneOf, keyParameter } from './keys.ts';
import { collatedText, isMadeText, type OperandScope, operandText } from './operand.ts';
import type { Parameters } from './parameters.ts';
import { likePattern } from './pattern.ts';
import { reference, shapeTexts } from './shape.ts';

/**
 * The text of `condition`; its values become `parameters`.
 * @throws RangeError when it is too large or too deep, or has more values than SQL Server takes
 */
export function conditionText(condition: Condition, parameters: Parameters, schema?: string): string {
  checkSize(condition);
  return textOf(condition, scopeAt(0, { parameters, schema }));
}

interface Surroundings {
  readonly parameters: Parameters;
  /** Of the tables in sub-selects. */
  readonly schema: string | undefined;
}

interface Scope extends OperandScope, Surroundings {
  /** Whether it matters that a condition is unknown and not false. */
  readonly negated: boolean;
}

function scopeAt(depth: number, { parameters, schema }: Surroundings, negated = false): Scope {
  const scope: Scope = { depth, parameters, schema, negated, conditionText: (condition) => textOf(condition, scope) };
  return scope;
}

function textOf(condition: Condition, scope: Scope): string {
  switch (condition.kind) {
    case 'equals':
      return equalsText(condition, scope);
    case 'is-null':
      return `${reference(condition.column, scope.depth)} IS NULL`;
    case 'compare':
      return compareText(condition, scope);
    case 'like': {
      const { operand: compared } = condition;
      // A column stays bare, so that its index can be used; the pattern says how.
      const isBare = compared.kind === 'column' && compared.type === 'text' && !condition.ignoreCase;
      const operand = isBare ? operandText(compared, scope) : collatedText(compared, scope, 'text');
      const pattern = scope.parameters.add(likePattern(condition.pattern));
      if (condition.ignoreCase) return `LOWER(${operand}) LIKE LOWER(${pattern} ${BINARY}) ESCAPE '\\'`;
      return `${operand} LIKE ${pattern}${isBare ? ` ${BINARY}` : ''} ESCAPE '\\'`;
    }
    case 'no-value':
      return `${operandText(condition.operand, scope)} IS NULL`;
    case 'not':
      return `NOT (${textOf(condition.of, scopeAt(scope.depth, scope, true))})`;
    case 'all':
      if (condition.of.length === 0) return '1 = 1';
      return chain(
        condition.of.map((part) => textOf(part, scope)),
        'AND',
      );
    case 'any':
      if (condition.of.length === 0) return '1 = 0';
      return chain(
        alternativesOf(condition.of, scope).map((part) =>
          part.kind === 'keys' ? keysText(part, scope) : textOf(part, scope),
        ),
        'OR',
      );
    case 'exists':
      return existsText(condition, scope);
  }
}

function equalsText({ column, value }: Extract<Condition, { kind: 'equals' }>, scope: OperandScope): string {
  if (canHold(column, value)) return isEqual(column, scope.parameters.add(value), scope.depth);
  const itself = reference(column, scope.depth);
  return `${itself} <> ${itself}`;
}

function compareText(
  { left, right, operator, ignoreCase }: Extract<Condition, { kind: 'compare' }>,
  scope: OperandScope,
): string {
  if (ignoreCase) return `LOWER(${collatedText(left, scope)}) ${operator} LOWER(${collatedText(right, scope)})`;
  const [a, b] = [operandText(left, scope), operandText(right, scope)];
  return `${a} ${operator} ${b}${left.type === 'text' && !isMadeText(right) ? ` ${BINARY}` : ''}`;
}

/** A list of keys is never unknown, so that it cannot be negated. */
function alternativesOf(conditions: readonly Condition[], { negated }: Scope): readonly (Condition | KeyList)[] {
  return negated ? conditions : mergeAlternatives(conditions);
}

function keysText({ by, keys, nulls }: KeyList, { depth, parameters }: OperandScope): string {
  const empty = nulls.map((column) => `${reference(column, depth)} IS NULL`);
  return chain([isOneOf(by, parameters.add(keyParameter(by, keys)), depth), ...empty], 'AND');
}

function existsText({ shape, parent, of, condition }: Extract<Condition, { kind: 'exists' }>, outer: Scope): string {
  const inner = scopeAt(outer.depth + 1, outer);
  const { table, joins, fixed } = shapeTexts(shape, inner.schema, inner.depth);
  const parts = [
    `${reference(parent, inner.depth)} = ${reference(of, outer.depth)}`,
    ...fixed,
    textOf(condition, inner),
  ];
  return `EXISTS (SELECT 1 FROM ${table}${joins} WHERE ${parts.join(' AND ')})`;
}
