import type { DataType } from './data-type.ts';
import { matcher } from './matcher.ts';

const PATTERN = '[!-~]{1,15}';
const matches = matcher(PATTERN);

/** A ROW_ID. */
export const DTYPE_ID: DataType = Object.freeze<DataType>({
  name: 'DTYPE_ID',
  columns: ['id', 'varchar', 'nvarchar'],
  pattern: PATTERN,
  expects: 'a row id, at most 15 printable ASCII characters without spaces',
  example: '1-7TT42',
  parse: (text) => (matches(text) ? text : undefined),
  format: (canonical) => canonical,
});
