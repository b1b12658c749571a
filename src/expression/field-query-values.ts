/** What texts beside operators stand for in queries by example, where that is more than the text. */
import { DTYPE_DATE } from '../model/data-types/dtype-date.ts';
import type { Field } from '../model/model.ts';
import { functionNamed } from './functions/function-table.ts';
import { parseExpression } from './parse-expression.ts';
import type { ComparisonOperator, Expression, Span } from './tree.ts';
import { valueTypeOf } from './value-types.ts';

const CALL = /^(\w+)\(\)(?:\s*[-+]\s*\d{1,6})?$/u;

/**
 * `Today() - 7`: the value of a function without operands, days more or less; undefined for any other text.
 * @param start where the text stands in the query
 */
export function calledValue(text: string, start: number): Expression | undefined {
  const [, name] = CALL.exec(text) ?? [];
  const isFunction = name !== undefined && functionNamed(name)?.parameters.length === 0;
  return isFunction ? parseExpression(' '.repeat(start) + text) : undefined;
}

/**
 * What a comparison with a day is in a field that has a time, too: a day goes from its first second up to the next day. Undefined for any
 * other field or text.
 */
export function comparedDay(
  text: string,
  operator: ComparisonOperator,
  field: Field,
  span: Span,
): Expression | undefined {
  if (valueTypeOf(field) !== 'datetime' || DTYPE_DATE.parse(text) === undefined) return undefined;
  const left: Expression = { kind: 'field', field: field.name, span: { start: span.start, end: span.start } };
  const day: Expression = { kind: 'call', function: 'ToDate', arguments: [{ kind: 'text', value: text, span }], span };
  const next: Expression = {
    kind: 'arithmetic',
    operator: '+',
    left: day,
    right: { kind: 'number', value: '1', span },
    span,
  };
  const compared = (than: ComparisonOperator, right: Expression): Expression => {
    return { kind: 'compare', operator: than, left, right, ignoreCase: false, span };
  };
  switch (operator) {
    case '=':
      return { kind: 'and', of: [compared('>=', day), compared('<', next)], span };
    case '<>':
      return { kind: 'or', of: [compared('<', day), compared('>=', next)], span };
    case '<=':
      return compared('<', next);
    case '>':
      return compared('>=', next);
    default:
      return compared(operator, day);
  }
}
