import type { DataType } from './data-type.ts';
import { canonicalDecimal } from './decimal.ts';
import { matcher } from './matcher.ts';

const PATTERN = '[+\\-]?[0-9]{1,10}';
const matches = matcher(PATTERN);

/** A whole number. */
export const DTYPE_INTEGER: DataType = Object.freeze<DataType>({
  name: 'DTYPE_INTEGER',
  columns: ['integer', 'number'],
  pattern: PATTERN,
  expects: 'a whole number of at most 10 digits',
  example: '12',
  parse: (text) => (matches(text) ? canonicalDecimal(text) : undefined),
  format: (canonical) => canonical,
});
