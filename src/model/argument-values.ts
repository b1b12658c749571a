/** The only values that a string argument takes (siebel-eai, 5.5). */
export type ArgumentValues = FlagValues | CountValues | NameValues;

/** `true` or `false` in any case, also `Y` or `N`. */
interface FlagValues {
  readonly kind: 'flag';
}

/** A whole number from `least` on, up to what nine digits hold. */
interface CountValues {
  readonly kind: 'count';
  readonly least: number;
}

/** One of these, the first letter in either case. */
interface NameValues {
  readonly kind: 'names';
  readonly names: readonly string[];
}

export function isArgumentValue(values: ArgumentValues, text: string): boolean {
  if (values.kind === 'flag') return flagOf(text) !== undefined;
  if (values.kind === 'count') return countOf(values, text) !== undefined;
  return nameOf(values.names, text) !== undefined;
}

/** Undefined for what is no flag. */
export function flagOf(text: string): boolean | undefined {
  if (/^(?:true|Y)$/i.test(text)) return true;
  return /^(?:false|N)$/i.test(text) ? false : undefined;
}

/** Undefined for what is no whole number, or too small or too large. */
export function countOf({ least }: Pick<CountValues, 'least'>, text: string): number | undefined {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  return count !== undefined && count >= least ? count : undefined;
}

/** The name as `names` writes it; undefined when it is not one of them. */
export function nameOf<Name extends string>(names: readonly Name[], text: string): Name | undefined {
  return names.find((name) => name === text || withFirstLetterChanged(name) === text);
}

function withFirstLetterChanged(name: string): string {
  const first = name.charAt(0);
  return (first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase()) + name.slice(1);
}

/** In words, for messages: `true or false`. */
export function describeArgumentValues(values: ArgumentValues): string {
  if (values.kind === 'flag') return 'true or false';
  if (values.kind === 'count') return `a whole number from ${values.least} on`;
  const names = values.names.map((name) => (name.includes(' ') ? `'${name}'` : name));
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** The values one by one, where they can be counted. */
export function listedArgumentValues(values: ArgumentValues): readonly string[] | undefined {
  if (values.kind === 'flag') return ['true', 'false'];
  return values.kind === 'names' ? values.names : undefined;
}
