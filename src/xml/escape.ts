/**
 * Escapes character data, so that a parser reads back exactly `text`, carriage returns included. What XML 1.0 has no way to say (control
 * characters, lone surrogates) becomes U+FFFD: such a value can only come from somebody who writes the tables directly, and one bad
 * character must not make the whole record unreadable.
 */
export function escapeText(text: string): string {
  return NEEDS_CARE.test(text) ? text.replace(SPECIAL_IN_TEXT, escapeCharacter) : text;
}

/** The same for the value of an attribute in double quotes; white space survives too. */
export function escapeAttribute(value: string): string {
  return value.replace(SPECIAL_IN_ATTRIBUTE, escapeCharacter);
}

// Without flag u, hence faster, and true for every surrogate; the replacement then looks for lone ones.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NEEDS_CARE = /[&<>\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SPECIAL_IN_TEXT = /[&<>\0-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SPECIAL_IN_ATTRIBUTE = /[&<>"\0-\x1f\ud800-\udfff\ufffe\uffff]/gu;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ['\t', '&#9;'],
  ['\n', '&#10;'],
  ['\r', '&#13;'],
]);

function escapeCharacter(character: string): string {
  return ESCAPES.get(character) ?? '\ufffd';
}
