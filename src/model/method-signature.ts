import type { ArgumentValues } from './argument-values.ts';

/** An argument of a business service's method. */
export interface Argument {
  readonly type: 'string' | 'hierarchy';
  /** One line, for the contract and the manuals. */
  readonly comment: string;
  readonly required?: boolean;
  /** The only values that it takes; any, when left out. */
  readonly values?: ArgumentValues;
  /** It takes the name of the process's integration object. */
  readonly integrationObject?: boolean;
  /** A hierarchy whose field values are query syntax, not values of the fields' types. */
  readonly example?: boolean;
}

/** What a step that calls a method may hand over and take back, by argument name. */
export interface MethodSignature {
  /** What the method does, in one line. */
  readonly comment: string;
  readonly inputs: Readonly<Record<string, Argument>>;
  readonly outputs: Readonly<Record<string, Argument>>;
}
