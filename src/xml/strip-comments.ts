/**
 * A piece of well-formed XML without comments and processing instructions. A schema does not see them, but libxml2 takes quadratic time to
 * validate a text that many of them interrupt. Their line breaks go into the next tag, where they keep the numbers of lines and are no part of
 * a text.
 */
export function stripComments(xml: string): string {
  if (!xml.includes('<!--') && !xml.includes('<?')) return xml;
  const pieces: string[] = [];
  let copied = 0;
  let lineBreaks = '';
  for (const { mark, start, end } of markup(xml)) {
    if (mark === '<!--' || mark === '<?') {
      pieces.push(xml.slice(copied, start));
      // What comes after it must not make a `]]>` with what is before it.
      if (xml.charAt(start - 1) === ']') pieces.push('<![CDATA[]]>');
      lineBreaks += xml.slice(start, end).replaceAll(/[^\r\n]+/g, '');
      copied = end;
    } else if (lineBreaks !== '' && mark !== '<![CDATA[') {
      pieces.push(xml.slice(copied, end), lineBreaks);
      lineBreaks = '';
      copied = end;
    }
  }
  pieces.push(xml.slice(copied));
  return pieces.join('');
}

/** What can begin with `<` and hold another `<`, and how it ends. */
const ENDS: ReadonlyMap<string, string> = new Map([
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<![CDATA[', ']]>'],
]);

interface Markup {
  /** How it begins; of a tag all up to its name. */
  readonly mark: string;
  readonly start: number;
  /** Of a tag: where its name ends. */
  readonly end: number;
}

function* markup(xml: string): Generator<Markup> {
  const opening = /<!--|<\?|<!\[CDATA\[|<[^\s/>]+|<\/[^\s>]+/g;
  for (let match = opening.exec(xml); match !== null; match = opening.exec(xml)) {
    const [mark] = match;
    const terminator = ENDS.get(mark);
    if (terminator !== undefined) {
      const end = xml.indexOf(terminator, opening.lastIndex);
      if (end < 0) throw new RangeError(`a ${mark} does not end`);
      opening.lastIndex = end + terminator.length;
    }
    yield { mark, start: match.index, end: opening.lastIndex };
  }
}
