import { suggestion } from '../errors/near-names.ts';
import { DTYPE_NUMBER } from '../model/data-types/dtype-number.ts';
import { bindArithmetic, bindSign } from './bind-arithmetic.ts';
import { bindCall } from './bind-call.ts';
import { bindComparison } from './bind-comparison.ts';
import { bindLike } from './bind-like.ts';
import type { Binder, ExpressionOf } from './binder.ts';
import type { BoundCondition, BoundOperand } from './bound.ts';
import { existsScope } from './exists-scope.ts';
import { findField, unknownName } from './find-field.ts';
import { asShown } from './list-values.ts';
import { shorten, tooLarge, valueError } from './query-error.ts';
import { DEEPEST_EXISTS, MOST_COMPARISONS } from './query-limits.ts';
import type { Scope } from './scope.ts';
import type { Expression } from './tree.ts';
import { valueTypeOf } from './value-types.ts';

/**
 * The condition with its names found, its types checked and its constants folded.
 * @throws CutError QUERY_NAME, QUERY_VALUE, QUERY_TOO_LARGE
 */
export function bindCondition(expression: Expression, scope: Scope): BoundCondition {
  return new TreeBinder(scope).condition(expression);
}

/**
 * The same for an expression that yields a value.
 * @throws CutError QUERY_NAME, QUERY_VALUE, QUERY_TOO_LARGE
 */
export function bindOperand(expression: Expression, scope: Scope): BoundOperand {
  return new TreeBinder(scope).operand(expression);
}

/**
 * The same for a value that goes out: values of lists as the lists show them, in mode LIC their codes.
 * @throws CutError QUERY_NAME, QUERY_VALUE, QUERY_TOO_LARGE
 */
export function bindShownOperand(expression: Expression, scope: Scope): BoundOperand {
  const binder = new TreeBinder(scope);
  return asShown(binder.operand(expression), binder);
}

/** The tree's depth, which the parser bounds, bounds the recursion. */
class TreeBinder implements Binder {
  readonly scope: Scope;
  readonly existsDepth: number;
  #comparisons = 0;

  constructor(scope: Scope, existsDepth = 0) {
    this.scope = scope;
    this.existsDepth = existsDepth;
  }

  condition(expression: Expression): BoundCondition {
    switch (expression.kind) {
      case 'and':
        return { kind: 'all', of: expression.of.map((part) => this.condition(part)) };
      case 'or':
        return { kind: 'any', of: expression.of.map((part) => this.condition(part)) };
      case 'not':
        return { kind: 'not', of: this.condition(expression.operand) };
      case 'compare':
        return bindComparison(expression, this);
      case 'like':
        return bindLike(expression, this);
      case 'is-null': {
        const condition = { kind: 'is-null', operand: this.operand(expression.operand) } as const;
        return expression.negated ? { kind: 'not', of: condition } : condition;
      }
      case 'exists':
        return this.#exists(expression);
      default:
        throw valueError(
          expression.span.start,
          'a value stands where a condition was expected; compare it with something',
        );
    }
  }

  operand(expression: Expression): BoundOperand {
    switch (expression.kind) {
      case 'text':
        return { type: 'text', kind: 'literal', value: expression.value || null };
      case 'number':
        return { type: 'number', kind: 'literal', value: canonicalNumber(expression) };
      case 'field': {
        const { component, field } = findField(expression, this.scope);
        return { type: valueTypeOf(field), kind: 'field', component, field };
      }
      case 'argument':
        return this.#argument(expression);
      case 'negate':
        return bindSign(expression, this);
      case 'arithmetic':
        return bindArithmetic(expression, this);
      case 'call':
        return bindCall(expression, this);
      default:
        throw valueError(expression.span.start, 'a condition stands where a value was expected');
    }
  }

  countComparisons(count: number): void {
    this.#comparisons += count;
    if (this.#comparisons > MOST_COMPARISONS) throw tooLarge(`it makes more than ${MOST_COMPARISONS} comparisons`);
  }

  #exists({ condition, span }: ExpressionOf<'exists'>): BoundCondition {
    if (this.existsDepth > DEEPEST_EXISTS) throw tooLarge(`it nests more than ${DEEPEST_EXISTS + 1} EXISTS`);
    const scope = existsScope(condition, this.scope, span);
    const inner = new TreeBinder(scope, this.existsDepth + 1);
    const exists = { kind: 'exists', component: scope.component, condition: inner.condition(condition) } as const;
    this.countComparisons(inner.#comparisons);
    return exists;
  }

  #argument({ name, span }: ExpressionOf<'argument'>): BoundOperand {
    const known = this.scope.argumentNames ?? new Set();
    if (known.has(name)) return { type: 'text', kind: 'argument', name };
    throw unknownName(span, 'argument', `argument [&${shorten(name)}]`, suggestion(name, known));
  }
}

function canonicalNumber({ value, span }: ExpressionOf<'number'>): string {
  const [whole = '', decimals = ''] = value.split('.');
  const canonical = DTYPE_NUMBER.parse(decimals === '' ? whole : `${whole || '0'}.${decimals}`);
  if (canonical === undefined) throw valueError(span.start, `${shorten(value)} is not ${DTYPE_NUMBER.expects}`);
  return canonical;
}
