import { CHOICE_FUNCTIONS } from './choice-functions.ts';
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts';
import { DATE_ARITHMETIC, DATE_FUNCTIONS } from './date-functions.ts';
import type { EvaluatedFunction, ExpressionFunction } from './expression-function.ts';
import { LOOKUP_FUNCTIONS } from './lookup-functions.ts';
import { NUMBER_FUNCTIONS } from './number-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';

/** Every function of the language, in the order of the manual (`docs/query-language.md`). */
export const FUNCTION_TABLE: readonly ExpressionFunction[] = Object.freeze([
  ...CHOICE_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...LOOKUP_FUNCTIONS,
]);

const byName: ReadonlyMap<string, ExpressionFunction> = new Map(
  FUNCTION_TABLE.map((entry) => [entry.name.toLowerCase(), entry]),
);

const evaluated: ReadonlyMap<string, EvaluatedFunction> = new Map([
  ...DATE_ARITHMETIC,
  ...FUNCTION_TABLE.flatMap(({ name, work }) => (work.kind === 'evaluated' ? [[name, work] as const] : [])),
]);

/** Upper and lower case are the same in names of functions. */
export function functionNamed(name: string): ExpressionFunction | undefined {
  return byName.get(name.toLowerCase());
}

/** What a `call` of a bound expression does. */
export function evaluatedFunction(name: string): EvaluatedFunction {
  const found = evaluated.get(name);
  if (found === undefined) throw new RangeError(`no function ${name}`);
  return found;
}
