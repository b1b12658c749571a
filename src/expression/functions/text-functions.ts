import { characterPosition, trimEnd, trimStart } from '../../model/data-types/characters.ts';
import type { CallFacts, ExpressionFunction, Parameter } from './expression-function.ts';

const TEXT: Parameter = { name: 'text', types: ['text'] };
const COUNT: Parameter = { name: 'count', types: ['number'] };
const START: Parameter = { name: 'start', types: ['number'] };

/** Lengths and positions count characters (Unicode code points), positions from 1. */
export const TEXT_FUNCTIONS: readonly ExpressionFunction[] = [
  {
    name: 'Left',
    parameters: [TEXT, COUNT],
    result: 'text',
    meaning: 'The first characters',
    example: ['Left("Adams", 2)', 'Ad'],
    work: { kind: 'stored', function: 'left' },
  },
  {
    name: 'Right',
    parameters: [TEXT, COUNT],
    result: 'text',
    meaning: 'The last characters',
    example: ['Right("Adams", 2)', 'ms'],
    work: { kind: 'stored', function: 'right' },
  },
  {
    name: 'Mid',
    parameters: [TEXT, START, { ...COUNT, optional: true }],
    result: 'text',
    meaning: 'Characters from a position on, or all from there',
    example: ['Mid("Adams", 2, 2)', 'da'],
    work: { kind: 'stored', function: 'middle' },
  },
  {
    name: 'Len',
    parameters: [TEXT],
    result: 'number',
    meaning: 'How many characters',
    example: ['Len("foo")', '3'],
    work: { kind: 'stored', function: 'length' },
  },
  {
    name: 'Upper',
    parameters: [TEXT],
    result: 'text',
    meaning: 'In upper case',
    example: ['Upper("Tyne")', 'TYNE'],
    work: { kind: 'stored', function: 'upper' },
  },
  {
    name: 'Lower',
    parameters: [TEXT],
    result: 'text',
    meaning: 'In lower case',
    example: ['Lower("Tyne")', 'tyne'],
    work: { kind: 'stored', function: 'lower' },
  },
  {
    name: 'Trim',
    parameters: [TEXT],
    result: 'text',
    meaning: 'Without spaces at both ends',
    example: ['Trim(" Tyne ")', 'Tyne'],
    work: { kind: 'stored', function: 'trim' },
  },
  {
    name: 'LTrim',
    parameters: [TEXT],
    result: 'text',
    meaning: 'Without spaces at the beginning',
    example: ['LTrim("  Tyne")', 'Tyne'],
    work: { kind: 'evaluated', evaluate: ([text = '']) => trimStart(text) },
  },
  {
    name: 'RTrim',
    parameters: [TEXT],
    result: 'text',
    meaning: 'Without spaces at the end',
    example: ['RTrim("Tyne  ")', 'Tyne'],
    work: { kind: 'evaluated', evaluate: ([text = '']) => trimEnd(text) },
  },
  {
    name: 'InStr',
    parameters: [TEXT, { name: 'sought', types: ['text'] }, { ...START, optional: true }],
    result: 'number',
    meaning: 'Where the text has the other one, looking from a position on; 0 where it does not',
    example: ['InStr("Adams", "da")', '2'],
    work: { kind: 'evaluated', evaluate: ([text = '', sought = '', start = '1']) => find(text, sought, Number(start)) },
  },
  {
    name: 'SearchReplace',
    parameters: [TEXT, { name: 'sought', types: ['text'] }, { name: 'replacement', types: ['text'] }],
    result: 'text',
    meaning: 'The text with every occurrence replaced',
    example: ['SearchReplace("0171-555-01", "-", " ")', '0171 555 01'],
    work: {
      kind: 'evaluated',
      evaluate: ([text = '', sought = '', replacement = ''], facts) => replace(text, sought, replacement, facts),
    },
  },
];

function find(text: string, sought: string, start: number): string | null {
  return start < 1 ? null : String(characterPosition(text, sought, Math.trunc(start)));
}

function replace(text: string, sought: string, replacement: string, { spend }: CallFacts): string {
  spend(text.length);
  const parts = text.split(sought);
  spend(parts.length * replacement.length);
  return parts.join(replacement);
}
