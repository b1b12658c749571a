/** What a `Select` asks of each row. A store compiles it to SQL in which every value is a parameter. */
import type { ColumnReference, Shape, Value } from './store.ts';

/** How a value compares; dates and date-times are text in canonical form. */
export type ValueType = 'text' | 'number' | 'date' | 'datetime';

/**
 * Of a null comes null, except from `concatenate` (as if empty) and `if-null` (its second operand then). What comes out empty is null, too.
 *
 * - arithmetic: rounded to 7 decimals (fewer where that makes more than 15 digits), half away from zero; null when divided by zero and beyond
 *   15 digits before the point
 * - `length` `left` `right` `middle` count characters (code points), truncate numbers to whole ones; a count below 1 gives null. `middle`: text,
 *   first from 1, count if not all the rest.
 * - `trim`: spaces at both ends
 *
 * A number where a text is taken counts as its canonical form.
 */
export type StoreFunction =
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

/** A value that the database computes for each row. */
export type Operand = { readonly type: ValueType } & (
  | { readonly kind: 'column'; readonly column: ColumnReference }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'call'; readonly function: StoreFunction; readonly of: readonly Operand[] }
  /** `otherwise` also when the condition is unknown. */
  | { readonly kind: 'if'; readonly condition: Condition; readonly value: Operand; readonly otherwise: Operand }
);

/** Parts of a pattern: literal text, any text (also none), and one character (code point). */
export type PatternPart = { readonly text: string } | 'any-text' | 'one-character';

/** Three-valued, as in SQL: what compares a null is neither true nor false. */
export type Condition =
  | { readonly kind: 'equals'; readonly column: ColumnReference; readonly value: string }
  | { readonly kind: 'is-null'; readonly column: ColumnReference }
  | {
      readonly kind: 'compare';
      readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=';
      /** Of the same type as `right`. Text compares by code points, numbers by size, dates and date-times as text. */
      readonly left: Operand;
      readonly right: Operand;
      /** Compares what JavaScript's `toLowerCase` makes of both; only with texts. */
      readonly ignoreCase: boolean;
    }
  | {
      readonly kind: 'like';
      /** A text. */
      readonly operand: Operand;
      readonly pattern: readonly PatternPart[];
      readonly ignoreCase: boolean;
    }
  | { readonly kind: 'no-value'; readonly operand: Operand }
  | { readonly kind: 'not'; readonly of: Condition }
  /** `all` of nothing is true, `any` of nothing false. */
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  /** Some row of `shape` that has the ROW_ID of the outer row in `parent` fulfils `condition`, whose columns are those of `shape`. Never unknown. */
  | {
      readonly kind: 'exists';
      readonly shape: Shape;
      readonly parent: ColumnReference;
      /** Column of the shape around this one: its rows' ROW_ID. */
      readonly of: ColumnReference;
      readonly condition: Condition;
    };

/** Most comparisons in the condition of one `Select`; in those that are no `equals` or `is-null`, every column and value counts. */
export const LARGEST_CONDITION = 30_000;
/** Most conditions and operands around another. */
export const DEEPEST_CONDITION = 100;
/** Most `exists` around another one. */
export const DEEPEST_EXISTS = 8;
/** Most characters in a pattern. */
export const LONGEST_PATTERN = 2000;
