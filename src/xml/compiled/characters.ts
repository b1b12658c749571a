/** UTF-16 code units with a meaning in XML. */
export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const EXCLAMATION_MARK = 0x21;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const AMPERSAND = 0x26;
export const APOSTROPHE = 0x27;
export const HYPHEN = 0x2d;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const LESS_THAN = 0x3c;
export const EQUALS = 0x3d;
export const GREATER_THAN = 0x3e;
export const QUESTION_MARK = 0x3f;
export const CLOSING_BRACKET = 0x5d;

/** May stand in a name; only ASCII is taken here. */
export const NAME = 1;
/** May begin a name. */
export const NAME_START = 2;
/** Character data that is neither markup nor a line end, and needs no second look. */
export const TEXT = 4;
/** The same in an attribute's value; quotes are not. */
export const VALUE = 8;

/** What a code unit may be, as a sum of the four above; nothing for surrogates, which need a look at their neighbour. */
export const CLASSES: Uint8Array = classes();

function classes(): Uint8Array {
  const table = new Uint8Array(0x10000);
  table.fill(TEXT | VALUE, SPACE, 0xd800);
  table.fill(TEXT | VALUE, 0xe000, 0xfffe);
  table[TAB] = TEXT;
  table[QUOTE] = TEXT;
  table[APOSTROPHE] = TEXT;
  table[GREATER_THAN] = VALUE;
  table[LESS_THAN] = 0;
  table[AMPERSAND] = 0;
  for (const code of codesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz')) table[code] = 15;
  for (const code of codesOf('-.0123456789')) table[code] = NAME | TEXT | VALUE;
  return table;
}

function codesOf(characters: string): number[] {
  return Array.from(characters, (character) => character.charCodeAt(0));
}

/** Whether XML 1.0 allows a code point (its production 2). */
export function isCharacter(codePoint: number): boolean {
  if (codePoint < SPACE) return codePoint === TAB || codePoint === LINE_FEED || codePoint === CARRIAGE_RETURN;
  if (codePoint < 0xe000) return codePoint < 0xd800;
  return codePoint < 0xfffe || (codePoint > 0xffff && codePoint <= 0x10ffff);
}
