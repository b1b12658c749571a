/** Digits that a decimal keeps exactly in SQLite's REAL and in SQL Server's `decimal(22,7)`. */
export const SIGNIFICANT_DIGITS = 15;
export const DECIMALS = 7;

/**
 * XSD pattern of a decimal: optional sign, decimal point, at most 15 digits of which at most 7 after the point. Each digit before the point
 * is followed by what may come then, so that no two ways through the pattern begin alike: libxml2 miscounts where they do.
 */
export const DECIMAL_PATTERN = `[+\\-]?[0-9]${afterDigits(1)}`;

/** What may follow `count` digits: the decimals for which there is room, or one more digit. */
function afterDigits(count: number): string {
  if (count === SIGNIFICANT_DIGITS) return '';
  const decimals = Math.min(DECIMALS, SIGNIFICANT_DIGITS - count);
  return `(\\.[0-9]{1,${decimals}}|[0-9]${afterDigits(count + 1)})?`;
}

const CANONICAL = /^(?:0|-?(?:[1-9][0-9]*|0(?=\.))(?:\.[0-9]*[1-9])?)$/;

/** `+007.50` -> `7.5`, `-0.0` -> `0`: without superfluous signs and zeros. `text` is a decimal. */
export function canonicalDecimal(text: string): string {
  if (CANONICAL.test(text)) return text;
  const negative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = whole.replace(/^0+(?=[0-9])/, '');
  const decimals = fraction.replace(/0+$/, '');
  const number = decimals === '' ? digits : `${digits}.${decimals}`;
  return negative && number !== '0' ? `-${number}` : number;
}
