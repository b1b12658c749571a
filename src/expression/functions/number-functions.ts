import { difference, roundDecimal } from '../../model/data-types/decimal-arithmetic.ts';
import type { ExpressionFunction, Parameter } from './expression-function.ts';

const NUMBER: Parameter = { name: 'number', types: ['number'] };

export const NUMBER_FUNCTIONS: readonly ExpressionFunction[] = [
  {
    name: 'Abs',
    parameters: [NUMBER],
    result: 'number',
    meaning: 'Without its sign',
    example: ['Abs(-2.5)', '2.5'],
    work: {
      kind: 'evaluated',
      evaluate: ([number = '0']) => (number.startsWith('-') ? difference('0', number) : number),
    },
  },
  {
    name: 'Round',
    parameters: [NUMBER, { name: 'decimals', types: ['number'], optional: true }],
    result: 'number',
    meaning: 'Rounded to so many decimals (0 when left out), half away from zero',
    example: ['Round(2.345, 2)', '2.35'],
    work: {
      kind: 'evaluated',
      evaluate: ([number = '0', decimals = '0']) => roundDecimal(number, Math.max(0, Math.trunc(Number(decimals)))),
    },
  },
];
