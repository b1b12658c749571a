import type { DataType } from './data-type.ts';
import { ISO_DATE, SIEBEL_DATE } from './date-patterns.ts';
import { canonicalDate, siebelDate } from './date-text.ts';
import { matcher } from './matcher.ts';

const PATTERN = `(${SIEBEL_DATE}|${ISO_DATE})([T ]00:00:00)?`;
const matches = matcher(PATTERN);

/** A day. A midnight time after it is accepted, since many systems send their days so. */
export const DTYPE_DATE: DataType = Object.freeze<DataType>({
  name: 'DTYPE_DATE',
  columns: ['date'],
  pattern: PATTERN,
  expects: 'a date MM/DD/YYYY or YYYY-MM-DD',
  example: '12/31/2003',
  parse: (text) => (matches(text) ? canonicalDate(text) : undefined),
  format: (canonical, dates) => (dates === 'siebel' ? siebelDate(canonical) : canonical),
});
