/** What texts beside operators stand for in queries by example, where that is more than the text. */
import { DTYPE_DATE } from '../model/data-types/dtype-date.ts';
import type { Field } from '../model/model.ts';
import { functionNamed } from './functions/function-table.ts';
import { parseExpression } from './parse-expression.ts';
import type { Expression, Span } from './tree.ts';
import { valueTypeOf } from './value-types.ts';

const CALL = /^(\w+)\(\)(?:\s*[-+]\s*\d{1,6})?$/u;

/** `Today() - 7`: the value of a function without operands, days more or less; undefined for any other text. */
export function calledValue(text: string): Expression | undefined {
  const [, name] = CALL.exec(text) ?? [];
  const isFunction = name !== undefined && functionNamed(name)?.parameters.length === 0;
  return isFunction ? parseExpression(text) : undefined;
}

/** A day in a field that has a time, too: from its first second up to the next day. Undefined for any other field or text. */
export function wholeDay(text: string, field: Field, span: Span): Expression | undefined {
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
  const compared = { kind: 'compare', left, ignoreCase: false, span } as const;
  return {
    kind: 'and',
    of: [
      { ...compared, operator: '>=', right: day },
      { ...compared, operator: '<', right: next },
    ],
    span,
  };
}
