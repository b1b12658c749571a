import { roundDecimal } from '../../model/data-types/decimal-arithmetic.ts';

/** Where the number goes: `#,##0.00`. */
const PLACE = /(?<whole>[#0][#0,]*)?(?:\.(?<decimals>[#0]+))?/u;

/**
 * A canonical decimal in a format: `0` is a digit that always stands, `#` one that stands when needed, `,` before the point groups the
 * thousands; rounded half away from zero to the decimals that there are. What stands around stays. Null for a format without any digit.
 */
export function formatNumber(canonical: string, format: string): string | null {
  const start = format.search(/[#0]|\.[#0]/u);
  if (start < 0) return null;
  const place = PLACE.exec(format.slice(start));
  const { whole = '', decimals = '' } = place?.groups ?? {};
  const rounded = roundDecimal(canonical, decimals.length);
  if (rounded === null) return null;
  const [digits = '', fraction = ''] = rounded.replace('-', '').split('.');
  const point = fraction === '' && !decimals.includes('0') ? '' : '.';
  const wholeText = group(padWhole(digits, whole), whole.includes(','));
  const number = `${wholeText}${point}${fraction.padEnd(decimals.lastIndexOf('0') + 1, '0')}`;
  const rest = format.slice(start + (place?.[0].length ?? 0));
  return `${rounded.startsWith('-') ? '-' : ''}${format.slice(0, start)}${number}${rest}`;
}

/** At least as many digits as the format has zeros; a lone 0 where it has none is left out. */
function padWhole(digits: string, whole: string): string {
  const needed = whole.replace(/[^0]/gu, '').length;
  return (digits === '0' && needed === 0 ? '' : digits).padStart(needed, '0');
}

function group(digits: string, wanted: boolean): string {
  return wanted ? digits.replace(/\B(?=(?:[0-9]{3})+$)/gu, ',') : digits;
}
