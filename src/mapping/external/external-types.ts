import type { DataType } from '../../model/data-types/data-type.ts';
import { isoDateTime } from '../../model/data-types/date-text.ts';
import { DTYPE_BOOL } from '../../model/data-types/dtype-bool.ts';
import { DTYPE_DATE } from '../../model/data-types/dtype-date.ts';
import { DTYPE_DATETIME } from '../../model/data-types/dtype-datetime.ts';
import { DTYPE_INTEGER } from '../../model/data-types/dtype-integer.ts';
import { DTYPE_NUMBER } from '../../model/data-types/dtype-number.ts';
import { DTYPE_TEXT } from '../../model/data-types/dtype-text.ts';
import { DTYPE_UTCDATETIME } from '../../model/data-types/dtype-utcdatetime.ts';

const FRACTION = /(?<=:\d\d)\.\d+/;
const ZONE = /(Z|[+-]\d\d:\d\d)$/;

const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ['true', 'Y'],
  ['1', 'Y'],
  ['false', 'N'],
  ['0', 'N'],
]);

const xsdDate: DataType = {
  ...DTYPE_DATE,
  parse: (text) => DTYPE_DATE.parse(text.replace(ZONE, '')),
  format: (canonical) => canonical,
};

/** One with a zone is brought to UTC, one without is taken as it is. Fractions of a second are dropped: no column holds them. */
const xsdDateTime: DataType = {
  ...DTYPE_DATETIME,
  parse(text) {
    const whole = text.replace(FRACTION, '');
    return (ZONE.test(whole) ? DTYPE_UTCDATETIME : DTYPE_DATETIME).parse(whole);
  },
  format: (canonical) => isoDateTime(canonical),
};

const xsdBoolean: DataType = {
  ...DTYPE_BOOL,
  expects: 'Y or N',
  parse: (text) => BOOLEANS.get(text) ?? DTYPE_BOOL.parse(text),
  format: (canonical) => (canonical === 'Y' ? 'true' : 'false'),
};

const INTEGERS = [
  ['integer', 'int', 'long', 'short', 'byte', 'nonNegativeInteger', 'positiveInteger', 'nonPositiveInteger'],
  ['negativeInteger', 'unsignedInt', 'unsignedLong', 'unsignedShort', 'unsignedByte'],
].flat();

const TYPES: ReadonlyMap<string, DataType> = new Map([
  ['date', xsdDate],
  ['dateTime', xsdDateTime],
  ['boolean', xsdBoolean],
  ['decimal', DTYPE_NUMBER],
  ['float', DTYPE_NUMBER],
  ['double', DTYPE_NUMBER],
  ...INTEGERS.map((name) => [name, DTYPE_INTEGER] as const),
]);

/** The data type in which the values of a type of XML Schema travel; all others are texts. Facets are libxml2's to check. */
export function externalType(builtIn: string): DataType {
  return TYPES.get(builtIn) ?? DTYPE_TEXT;
}
