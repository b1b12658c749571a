import type { DataType } from './data-type.ts';
import { DTYPE_TEXT } from './dtype-text.ts';

/** Long text. */
export const DTYPE_NOTE: DataType = Object.freeze<DataType>({
  ...DTYPE_TEXT,
  name: 'DTYPE_NOTE',
  columns: ['note', 'nvarchar'],
  example: 'Called back, line works again.',
});
