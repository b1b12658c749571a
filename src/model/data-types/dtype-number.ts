import type { DataType } from './data-type.ts';
import { canonicalDecimal, DECIMAL_PATTERN } from './decimal.ts';
import { matcher } from './matcher.ts';

const matches = matcher(DECIMAL_PATTERN);

/** A decimal number. */
export const DTYPE_NUMBER: DataType = Object.freeze<DataType>({
  name: 'DTYPE_NUMBER',
  columns: ['number'],
  pattern: DECIMAL_PATTERN,
  expects: 'a number with a decimal point, at most 15 digits, 7 of them after the point',
  example: '61.2',
  parse: (text) => (matches(text) ? canonicalDecimal(text) : undefined),
  format: (canonical) => canonical,
});
