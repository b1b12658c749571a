/**
 * An expression whose names have been found in the model and whose types fit: the one tree that the evaluator and the compiler to store
 * conditions share. Literals have the stored form of what they are compared with: canonical numbers and dates, codes of lists of values.
 *
 * Both sides keep these rules. No value is the empty text: what comes out empty is null. Text compares by code points, numbers by size, dates and
 * date-times as text. Ignoring case compares what JavaScript's `toLowerCase` makes of both sides. A list value compares by its code.
 */
import type { Component, Field } from '../model/model.ts';
import type { ComparisonOperator } from './tree.ts';

/** What an operand yields. Dates and date-times are text in canonical form; numbers canonical decimals. */
export type ValueType = 'text' | 'number' | 'date' | 'datetime';

/**
 * Functions (and arithmetic) that can be applied to stored values as well as to known ones. Where an operand is null the result is null,
 * except of `concatenate` (null counts as the empty text) and `if-null` (its second operand then).
 *
 * - `add` `subtract` `multiply` `divide` `negate`: as `src/model/data-types/decimal-arithmetic.ts` does it: rounded to 7 decimals, half away
 *   from zero; null when divided by zero, and beyond 15 digits
 * - `length` `left` `right` `middle`: count characters (code points); `middle` is (text, first from 1, count) or (text, first); the numbers are
 *   truncated to whole ones; a count below 1 is null, and so is a first below 1
 * - `trim`: spaces at both ends
 */
export type StoredFunction =
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'negate'
  | 'concatenate'
  | 'length'
  | 'left'
  | 'right'
  | 'middle'
  | 'upper'
  | 'lower'
  | 'trim'
  | 'if-null';

export type BoundOperand = { readonly type: ValueType } & (
  | { readonly kind: 'literal'; readonly value: string | null }
  | { readonly kind: 'field'; readonly component: Component; readonly field: Field }
  | { readonly kind: 'argument'; readonly name: string }
  | { readonly kind: 'stored-call'; readonly function: StoredFunction; readonly of: readonly BoundOperand[] }
  /** A function that only the evaluator knows, by its name in the function table: `ToChar`, `LookupValue`, ... */
  | { readonly kind: 'call'; readonly function: string; readonly of: readonly BoundOperand[] }
  | {
      readonly kind: 'if';
      readonly condition: BoundCondition;
      readonly value: BoundOperand;
      /** Also when the condition is unknown. */
      readonly otherwise: BoundOperand;
    }
);

/** Parts of a LIKE pattern: literal text, `*` and `?` (one code point). No two texts or `*` stand side by side. */
export type PatternPart = { readonly text: string } | 'any-text' | 'one-character';

/** Three-valued, as in SQL: what compares a null is neither true nor false. */
export type BoundCondition =
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      /** Of the same type as `right`. */
      readonly left: BoundOperand;
      readonly right: BoundOperand;
      /** Only with texts. */
      readonly ignoreCase: boolean;
    }
  | {
      readonly kind: 'like';
      /** A text. */
      readonly operand: BoundOperand;
      readonly pattern: readonly PatternPart[];
      readonly ignoreCase: boolean;
    }
  | { readonly kind: 'is-null'; readonly operand: BoundOperand }
  | { readonly kind: 'not'; readonly of: BoundCondition }
  /** `all` of nothing is true, `any` of nothing false. */
  | { readonly kind: 'all' | 'any'; readonly of: readonly BoundCondition[] }
  /** Some instance of child component `component` fulfils the condition, which names fields of that component only. Never unknown. */
  | { readonly kind: 'exists'; readonly component: Component; readonly condition: BoundCondition };
