import type { DataType } from './data-type.ts';
import { DTYPE_NUMBER } from './dtype-number.ts';

/** An amount of money; its currency is in a field of its own. */
export const DTYPE_CURRENCY: DataType = Object.freeze<DataType>({
  ...DTYPE_NUMBER,
  name: 'DTYPE_CURRENCY',
  expects: 'an amount with a decimal point, at most 15 digits, 7 of them after the point',
  example: '129.95',
});
