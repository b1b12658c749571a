import type { ValueType } from '../bound.ts';
import type { ExpressionFunction } from './expression-function.ts';

const ANY: readonly ValueType[] = ['text', 'number', 'date', 'datetime'];

export const CHOICE_FUNCTIONS: readonly ExpressionFunction[] = [
  {
    name: 'IIf',
    parameters: [
      { name: 'condition', types: [] },
      { name: 'value', types: ANY },
      { name: 'otherwise', types: ANY },
    ],
    result: 'as the value',
    meaning: 'The first value where the condition holds, else the second one',
    example: ['IIf(2 > 1, "more", "less")', 'more'],
    work: { kind: 'choice' },
  },
  {
    name: 'IfNull',
    parameters: [
      { name: 'value', types: ANY },
      { name: 'otherwise', types: ANY },
    ],
    result: 'as the value',
    meaning: 'The first value unless it is nothing, then the second one',
    example: ['IfNull("", "none")', 'none'],
    work: { kind: 'stored', function: 'if-null' },
  },
];
