import type { DataType } from './data-type.ts';
import { ISO_DATE, NO_FRACTION, SIEBEL_DATE, TIME } from './date-patterns.ts';
import { canonicalDateTime, isoDateTime, siebelDateTime } from './date-text.ts';
import { matcher } from './matcher.ts';

const PATTERN = `${SIEBEL_DATE}( ${TIME})?|${ISO_DATE}([T ]${TIME}${NO_FRACTION})?`;
const matches = matcher(PATTERN);

/** Day and time in the database's own time zone. */
export const DTYPE_DATETIME: DataType = Object.freeze<DataType>({
  name: 'DTYPE_DATETIME',
  columns: ['datetime'],
  pattern: PATTERN,
  expects: 'a date and time MM/DD/YYYY HH:MM:SS or YYYY-MM-DDTHH:MM:SS without a time zone',
  example: '12/31/2003 23:59:59',
  parse: (text) => (matches(text) ? canonicalDateTime(text) : undefined),
  format: (canonical, dates) => (dates === 'siebel' ? siebelDateTime(canonical) : isoDateTime(canonical)),
});
