import type { DataType } from './data-type.ts';
import { ASCII_TEXT } from './dtype-text.ts';

/** A phone number, as it is written. */
export const DTYPE_PHONE: DataType = Object.freeze<DataType>({
  ...ASCII_TEXT,
  name: 'DTYPE_PHONE',
  columns: ['varchar', 'nvarchar'],
  expects: 'a phone number of printable ASCII characters',
  example: '+1 650 555 0142',
});
