/** Canonical day of an accepted text: `12/31/2003 ...` and `2003-12-31...` -> `2003-12-31`. */
export function canonicalDate(text: string): string {
  return text.charAt(2) === '/' ? `${text.slice(6, 10)}-${text.slice(0, 2)}-${text.slice(3, 5)}` : text.slice(0, 10);
}

/** Canonical day and time of an accepted text without its zone; a day alone is its midnight. */
export function canonicalDateTime(text: string): string {
  return `${canonicalDate(text)} ${text.length > 10 ? text.slice(11, 19) : '00:00:00'}`;
}

/** `2003-12-31` -> `12/31/2003` */
export function siebelDate(canonical: string): string {
  return `${canonical.slice(5, 7)}/${canonical.slice(8, 10)}/${canonical.slice(0, 4)}`;
}

/** `2003-12-31 23:59:59` -> `12/31/2003 23:59:59` */
export function siebelDateTime(canonical: string): string {
  return `${siebelDate(canonical)}${canonical.slice(10)}`;
}

/** `2003-12-31 23:59:59` -> `2003-12-31T23:59:59` */
export function isoDateTime(canonical: string): string {
  return `${canonical.slice(0, 10)}T${canonical.slice(11)}`;
}
