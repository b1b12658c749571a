import type { PhysicalType } from '../model.ts';
import type { DataType } from './data-type.ts';
import { DTYPE_BOOL } from './dtype-bool.ts';
import { DTYPE_CURRENCY } from './dtype-currency.ts';
import { DTYPE_DATE } from './dtype-date.ts';
import { DTYPE_DATETIME } from './dtype-datetime.ts';
import { DTYPE_ID } from './dtype-id.ts';
import { DTYPE_INTEGER } from './dtype-integer.ts';
import { DTYPE_NOTE } from './dtype-note.ts';
import { DTYPE_NUMBER } from './dtype-number.ts';
import { DTYPE_PHONE } from './dtype-phone.ts';
import { ASCII_TEXT, DTYPE_TEXT } from './dtype-text.ts';
import { DTYPE_UTCDATETIME } from './dtype-utcdatetime.ts';

/** By name without `DTYPE_`, as the mappings write it. */
export const DATA_TYPES: ReadonlyMap<string, DataType> = new Map(
  [
    DTYPE_ID,
    DTYPE_TEXT,
    DTYPE_BOOL,
    DTYPE_CURRENCY,
    DTYPE_NUMBER,
    DTYPE_INTEGER,
    DTYPE_DATE,
    DTYPE_DATETIME,
    DTYPE_UTCDATETIME,
    DTYPE_NOTE,
    DTYPE_PHONE,
  ].map((type) => [type.name.replace('DTYPE_', ''), type]),
);

const DEFAULTS: Readonly<Record<PhysicalType['kind'], DataType>> = Object.freeze({
  id: DTYPE_ID,
  varchar: ASCII_TEXT,
  nvarchar: DTYPE_TEXT,
  note: DTYPE_NOTE,
  flag: DTYPE_BOOL,
  number: DTYPE_NUMBER,
  integer: DTYPE_INTEGER,
  date: DTYPE_DATE,
  datetime: DTYPE_DATETIME,
  utcdatetime: DTYPE_UTCDATETIME,
});

/** The type of a field over such a column that does not say otherwise. */
export function defaultDataType(kind: PhysicalType['kind']): DataType {
  return DEFAULTS[kind];
}

/** The type that a mapping names, as it is over such a column; undefined when there is no such type. It may still not fit the column. */
export function dataTypeNamed(name: string, kind: PhysicalType['kind']): DataType | undefined {
  return name === 'TEXT' && kind === 'varchar' ? ASCII_TEXT : DATA_TYPES.get(name);
}
