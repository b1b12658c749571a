import type { Operand, StoreFunction, ValueType } from './condition.ts';

/** What a call takes, operand by operand; a number where a text is taken counts as its canonical form. */
export function operandTypes({ function: name, of, type }: Extract<Operand, { kind: 'call' }>): readonly ValueType[] {
  return of.map((_, position) => {
    if (name === 'if-null') return type;
    return position < TEXTS[name] ? 'text' : 'number';
  });
}

/** How many texts a function takes, before the numbers. */
const TEXTS: Readonly<Record<Exclude<StoreFunction, 'if-null'>, number>> = {
  add: 0,
  subtract: 0,
  multiply: 0,
  divide: 0,
  negate: 0,
  concatenate: Number.POSITIVE_INFINITY,
  length: 1,
  left: 1,
  right: 1,
  middle: 1,
  upper: 1,
  lower: 1,
  trim: 1,
};
