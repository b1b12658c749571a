/** XSD patterns of days and times. They know the days of each month and the leap years from 1000 to 9999. */

const YEAR = '[1-9][0-9]{3}';
const DIVISIBLE_BY_4 = '[2468][048]|[13579][26]';
const LEAP_YEAR = `([1-9][0-9](0[48]|${DIVISIBLE_BY_4})|(${DIVISIBLE_BY_4})00)`;

/** `YYYY-MM-DD` */
export const ISO_DATE = `(${YEAR}-${monthAndDay('-')}|${LEAP_YEAR}-02-29)`;

/** `MM/DD/YYYY` */
export const SIEBEL_DATE = `(${monthAndDay('/')}/${YEAR}|02/29/${LEAP_YEAR})`;

/** `HH:MM:SS` */
export const TIME = '([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]';

/** Fractions of a second that are nothing. */
export const NO_FRACTION = '(\\.0+)?';

/** `Z`, or hours and minutes from UTC, at most 14 hours (XML Schema part 2, 3.2.7.3). */
export const ZONE = '(Z|[+\\-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))';

/** Every month and day but 29 February. */
function monthAndDay(separator: string): string {
  const long = `(0[13578]|1[02])${separator}(0[1-9]|[12][0-9]|3[01])`;
  const short = `(0[469]|11)${separator}(0[1-9]|[12][0-9]|30)`;
  const february = `02${separator}(0[1-9]|1[0-9]|2[0-8])`;
  return `(${long}|${short}|${february})`;
}
