import type { DataType } from './data-type.ts';
import { matcher } from './matcher.ts';

/** Any text. */
export const DTYPE_TEXT: DataType = Object.freeze<DataType>({
  name: 'DTYPE_TEXT',
  columns: ['nvarchar', 'note'],
  expects: 'a text',
  example: 'North Quay Telecom',
  parse: (text) => text,
  format: (canonical) => canonical,
});

const ASCII = '[ -~]*';
const isAscii = matcher(ASCII);

/** Text of a `varchar` column, which holds printable ASCII only. */
export const ASCII_TEXT: DataType = Object.freeze<DataType>({
  name: 'DTYPE_TEXT',
  columns: ['varchar'],
  pattern: ASCII,
  expects: 'a text of printable ASCII characters',
  example: 'EUR',
  parse: (text) => (isAscii(text) ? text : undefined),
  format: (canonical) => canonical,
});
