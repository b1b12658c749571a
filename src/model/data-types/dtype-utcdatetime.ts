import type { DataType } from './data-type.ts';
import { ISO_DATE, NO_FRACTION, SIEBEL_DATE, TIME, ZONE } from './date-patterns.ts';
import { canonicalDateTime, isoDateTime, siebelDateTime } from './date-text.ts';
import { matcher } from './matcher.ts';

const PATTERN = `${SIEBEL_DATE}( ${TIME})?|${ISO_DATE}([T ]${TIME}${NO_FRACTION}${ZONE}?)?`;
const matches = matcher(PATTERN);

const FIRST_MOMENT = '1000-01-01 00:00:00';
const LAST_MOMENT = '9999-12-31 23:59:59';

/** Day and time in UTC; the ISO form may say how far from UTC it is. */
export const DTYPE_UTCDATETIME: DataType = Object.freeze<DataType>({
  name: 'DTYPE_UTCDATETIME',
  columns: ['utcdatetime'],
  pattern: PATTERN,
  expects: 'a UTC date and time MM/DD/YYYY HH:MM:SS or YYYY-MM-DDTHH:MM:SS, the latter with Z or +hh:mm if need be',
  example: '12/31/2003 23:59:59',
  parse: (text) => (matches(text) ? toUtc(text) : undefined),
  format: (canonical, dates) => (dates === 'siebel' ? siebelDateTime(canonical) : `${isoDateTime(canonical)}Z`),
});

function toUtc(text: string): string {
  const moment = canonicalDateTime(text);
  const minutes = minutesFromUtc(text);
  return minutes === 0 ? moment : shift(moment, -minutes);
}

function minutesFromUtc(text: string): number {
  const [, sign, hours, minutes] = /([+-])([0-9]{2}):([0-9]{2})$/u.exec(text) ?? [];
  if (sign === undefined) return 0;
  const distance = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -distance : distance;
}

/** What the offset would move out of the years 1000 to 9999 stays at their end: "until the end of time" must not overflow. */
function shift(moment: string, minutes: number): string {
  const time = Date.parse(`${isoDateTime(moment)}Z`) + minutes * 60_000;
  if (time < Date.parse(`${isoDateTime(FIRST_MOMENT)}Z`)) return FIRST_MOMENT;
  if (time > Date.parse(`${isoDateTime(LAST_MOMENT)}Z`)) return LAST_MOMENT;
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
