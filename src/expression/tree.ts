/** Siebel query language as it is written: what `parseExpression` and `parseFieldQuery` make of a text. Names are not looked up yet; `bindCondition` does that. */

/** Offsets into the text, in UTF-16 code units from 0; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';

export type Expression = { readonly span: Span } & (
  | { readonly kind: 'text'; readonly value: string }
  /** As written, without sign: `12.5`. */
  | { readonly kind: 'number'; readonly value: string }
  /** `[Name]`, `[Account.Name]` */
  | { readonly kind: 'field'; readonly component?: string; readonly field: string }
  /** `[&Prefix]`: an argument that whoever evaluates hands over. */
  | { readonly kind: 'argument'; readonly name: string }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | { readonly kind: 'not'; readonly operand: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | {
      readonly kind: 'compare';
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
      /** Written with `~`. */
      readonly ignoreCase: boolean;
    }
  | {
      readonly kind: 'like';
      readonly operand: Expression;
      readonly pattern: Expression;
      readonly negated: boolean;
      /** Written with `~`. */
      readonly ignoreCase: boolean;
    }
  | { readonly kind: 'is-null'; readonly operand: Expression; readonly negated: boolean }
  | {
      readonly kind: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly function: string; readonly arguments: readonly Expression[] }
  /** `EXISTS (...)`: some child component instance fulfils the condition. */
  | { readonly kind: 'exists'; readonly condition: Expression }
);
