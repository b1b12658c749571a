/**
 * A piece of well-formed XML without comments and processing instructions; their line breaks stay. A schema does not see them, but libxml2
 * takes quadratic time to validate a text that many of them interrupt.
 */
export function stripComments(xml: string): string {
  if (!xml.includes('<!--') && !xml.includes('<?')) return xml;
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end } of interruptions(xml)) {
    pieces.push(xml.slice(copied, start), xml.slice(start, end).replaceAll(/[^\r\n]+/g, ''));
    copied = end;
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

function* interruptions(xml: string): Generator<{ readonly start: number; readonly end: number }> {
  const opening = /<!--|<\?|<!\[CDATA\[/g;
  for (let match = opening.exec(xml); match !== null; match = opening.exec(xml)) {
    const [mark] = match;
    const terminator = ENDS.get(mark) ?? '';
    const end = xml.indexOf(terminator, opening.lastIndex);
    if (end < 0) throw new RangeError(`a ${mark} does not end`);
    opening.lastIndex = end + terminator.length;
    if (mark !== '<![CDATA[') yield { start: match.index, end: opening.lastIndex };
  }
}
