import { daysBetween, daysLater } from './date-arithmetic.ts';
import type { EvaluatedFunction, ExpressionFunction } from './expression-function.ts';

export const DATE_FUNCTIONS: readonly ExpressionFunction[] = [
  {
    name: 'Today',
    parameters: [],
    result: 'date',
    meaning: 'The day, in UTC',
    example: ['Today()', '01/31/2026'],
    work: {
      kind: 'evaluated',
      needs: 'now',
      evaluate: (_, { surroundings }) => surroundings.now?.slice(0, 10) ?? null,
    },
  },
  {
    name: 'Timestamp',
    parameters: [],
    result: 'datetime',
    meaning: 'Day and time, in UTC',
    example: ['Timestamp()', '01/31/2026 14:05:09'],
    work: { kind: 'evaluated', needs: 'now', evaluate: (_, { surroundings }) => surroundings.now ?? null },
  },
];

/** What `+` and `-` are where dates are concerned. */
export const DATE_ARITHMETIC: ReadonlyMap<string, EvaluatedFunction> = new Map<string, EvaluatedFunction>([
  ['+', { evaluate: ([date = '', days = ''], { types }) => daysLater(date, Number(days), types[0] === 'datetime') }],
  ['-', { evaluate: ([later = '', earlier = '']) => daysBetween(later, earlier) }],
]);
