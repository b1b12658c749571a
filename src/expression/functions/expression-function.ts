import type { StoredFunction, ValueType } from '../bound.ts';
import type { EvaluationSurroundings } from '../evaluation-context.ts';

/** In canonical form. */
export type Value = string | null;

export interface Parameter {
  /** As the manual shows it. */
  readonly name: string;
  /** Types that it takes; a number also goes where a text does. */
  readonly types: readonly ValueType[];
  readonly optional?: true;
}

/** What a function is told beside its values. */
export interface CallFacts {
  /** Of the operands. */
  readonly types: readonly ValueType[];
  readonly surroundings: EvaluationSurroundings;
  /** Counts work before it is done. */
  readonly spend: (steps: number) => void;
}

export interface EvaluatedFunction {
  /** What it cannot do without. */
  readonly needs?: keyof EvaluationSurroundings;
  /** Is called when no value is null; where one is, the result is null. An empty text as result stands for null. */
  evaluate(values: readonly string[], facts: CallFacts): Value;
}

/** A function of the language: one row of the function table. */
export interface ExpressionFunction {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly result: ValueType | 'as the value';
  /** What it yields, for the manual. */
  readonly meaning: string;
  /** A call and what it yields, for the manual. */
  readonly example: readonly [call: string, result: string];
  readonly work:
    | ({ readonly kind: 'evaluated' } & EvaluatedFunction)
    /** Can be applied to stored values by the database, too. */
    | { readonly kind: 'stored'; readonly function: StoredFunction }
    /** `IIf`: a condition and two values. */
    | { readonly kind: 'choice' };
}
