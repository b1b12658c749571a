import type { DataType } from './data-type.ts';
import { matcher } from './matcher.ts';

const PATTERN = 'Y|N';
const matches = matcher(PATTERN);

/** Yes or no. */
export const DTYPE_BOOL: DataType = Object.freeze<DataType>({
  name: 'DTYPE_BOOL',
  columns: ['flag'],
  pattern: PATTERN,
  expects: 'Y or N',
  example: 'Y',
  parse: (text) => (matches(text) ? text : undefined),
  format: (canonical) => canonical,
});
