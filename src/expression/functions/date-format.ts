import { DTYPE_DATE } from '../../model/data-types/dtype-date.ts';

/** The formats of values that go out, see `src/model/data-types/date-text.ts`. */
export const SIEBEL_DATE = 'MM/DD/YYYY';
export const SIEBEL_DATE_TIME = 'MM/DD/YYYY HH:mm:ss';

/** `MM` is the month, `mm` the minutes. */
const PARTS = /YYYY|YY|MI|MM|M|DD|D|HH24|HH12|HH|hh|mm|SS|ss|AM|PM/gu;

/** A canonical date or date-time in a format; a date has the time 00:00:00. What is no part of a date stays as it is. */
export function formatDate(canonical: string, format: string): string {
  const time = canonical.slice(11) || '00:00:00';
  const hour = Number(time.slice(0, 2));
  const halfDay = String(hour % 12 || 12).padStart(2, '0');
  const month = canonical.slice(5, 7);
  const day = canonical.slice(8, 10);
  const parts: Readonly<Record<string, string>> = {
    YYYY: canonical.slice(0, 4),
    YY: canonical.slice(2, 4),
    MM: month,
    M: String(Number(month)),
    DD: day,
    D: String(Number(day)),
    HH24: time.slice(0, 2),
    HH: time.slice(0, 2),
    HH12: halfDay,
    hh: halfDay,
    MI: time.slice(3, 5),
    mm: time.slice(3, 5),
    SS: time.slice(6, 8),
    ss: time.slice(6, 8),
    AM: hour < 12 ? 'AM' : 'PM',
    PM: hour < 12 ? 'AM' : 'PM',
  };
  return format.replace(PARTS, (part) => parts[part] ?? part);
}

const READ_PARTS: Readonly<Record<string, RegExp>> = Object.freeze({
  YYYY: /[0-9]{4}/uy,
  MM: /[0-9]{2}/uy,
  M: /[0-9]{1,2}/uy,
  DD: /[0-9]{2}/uy,
  D: /[0-9]{1,2}/uy,
});

/** Canonical date that `text` is in a format of `YYYY`, `MM`, `M`, `DD`, `D` and other characters; undefined when it is none. */
export function readDate(text: string, format: string): string | undefined {
  const read: Record<string, string> = {};
  let at = 0;
  for (const part of format.match(/YYYY|MM|M|DD|D|[^YMD]+|Y/gu) ?? []) {
    const found = readPart(text, at, part);
    if (found === undefined) return undefined;
    read[part.charAt(0)] = found.padStart(2, '0');
    at += found.length;
  }
  return at === text.length ? DTYPE_DATE.parse(`${read.Y}-${read.M}-${read.D}`) : undefined;
}

function readPart(text: string, at: number, part: string): string | undefined {
  const pattern = READ_PARTS[part];
  if (pattern === undefined) return text.startsWith(part, at) ? part : undefined;
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
