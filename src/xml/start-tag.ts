/** The start tag (or the empty-element tag) at this offset of well-formed XML, from `<` to `>`. */
export function startTag(text: string, start: number): string {
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '>') return text.slice(start, at + 1);
    if (character === '"' || character === "'") at = closingQuote(text, at);
  }
  throw new RangeError('a start tag does not end');
}

/** The tag without the attributes (namespace declarations among them) whose qualified names `drop` picks; line breaks stay. */
export function dropAttributes(tag: string, drop: (name: string) => boolean): string {
  const pieces: string[] = [];
  let copied = 0;
  for (const { name, start, end } of attributesOf(tag)) {
    if (!drop(name)) continue;
    pieces.push(tag.slice(copied, start), tag.slice(start, end).replaceAll(/[^\r\n]+/g, ''));
    copied = end;
  }
  pieces.push(tag.slice(copied));
  return pieces.join('');
}

/** An attribute's place in its tag, the white space before it included. */
interface AttributePlace {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const ATTRIBUTE = /\s+([^\s=/>]+)\s*=\s*["']/y;

function attributesOf(tag: string): readonly AttributePlace[] {
  const places: AttributePlace[] = [];
  ATTRIBUTE.lastIndex = /^<[^\s/>]+/.exec(tag)?.[0].length ?? 0;
  for (let start = ATTRIBUTE.lastIndex; ; start = ATTRIBUTE.lastIndex) {
    const name = ATTRIBUTE.exec(tag)?.[1];
    if (name === undefined) return places;
    const end = closingQuote(tag, ATTRIBUTE.lastIndex - 1) + 1;
    places.push({ name, start, end });
    ATTRIBUTE.lastIndex = end;
  }
}

/** Throws rather than runs on when the quote at this offset is not closed, which well-formed XML does not have. */
function closingQuote(text: string, opening: number): number {
  const closing = text.indexOf(text.charAt(opening), opening + 1);
  if (closing < 0) throw new RangeError('a quote in a start tag is not closed');
  return closing;
}
