import { DTYPE_DATE } from '../../model/data-types/dtype-date.ts';
import { DTYPE_NUMBER } from '../../model/data-types/dtype-number.ts';
import { formatDate, readDate, SIEBEL_DATE, SIEBEL_DATE_TIME } from './date-format.ts';
import type { ExpressionFunction, Value } from './expression-function.ts';
import { formatNumber } from './number-format.ts';

const FORMAT = { name: 'format', types: ['text'], optional: true } as const;

export const CONVERSION_FUNCTIONS: readonly ExpressionFunction[] = [
  {
    name: 'ToChar',
    parameters: [{ name: 'value', types: ['number', 'date', 'datetime', 'text'] }, FORMAT],
    result: 'text',
    meaning: 'The value as a text, in a format (below)',
    example: ['ToChar(1234.5, "#,##0.00")', '1,234.50'],
    work: { kind: 'evaluated', evaluate: ([value = '', format], { types }) => toText(value, types[0], format) },
  },
  {
    name: 'ToNumber',
    parameters: [{ name: 'text', types: ['text'] }],
    result: 'number',
    meaning: 'The number that the text is; nothing where it is none',
    example: ['ToNumber("007.50")', '7.5'],
    work: { kind: 'evaluated', evaluate: ([text = '']) => DTYPE_NUMBER.parse(text.trim()) ?? null },
  },
  {
    name: 'ToDate',
    parameters: [{ name: 'value', types: ['text', 'date', 'datetime'] }, FORMAT],
    result: 'date',
    meaning:
      'The date that the text is, MM/DD/YYYY or YYYY-MM-DD unless a format says otherwise, nothing where it is none; the day of a date and time',
    example: ['ToDate("31.01.2026", "DD.MM.YYYY")', '01/31/2026'],
    work: { kind: 'evaluated', evaluate: ([value = '', format], { types }) => toDate(value, types[0], format) },
  },
];

function toText(value: string, type = 'text', format: string | undefined): Value {
  switch (type) {
    case 'number':
      return format === undefined ? value : formatNumber(value, format);
    case 'date':
      return formatDate(value, format ?? SIEBEL_DATE);
    case 'datetime':
      return formatDate(value, format ?? SIEBEL_DATE_TIME);
    default:
      return value;
  }
}

function toDate(value: string, type = 'text', format: string | undefined): Value {
  if (type !== 'text') return value.slice(0, 10);
  return (format === undefined ? DTYPE_DATE.parse(value.trim()) : readDate(value, format)) ?? null;
}
