import fc from 'fast-check';

type Mutation = (text: string) => string;

/** A few small changes to a text, of the kinds that make a message wrong, or only unusual. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.array(mutations, { minLength: 1, maxLength: 3 }))
    .map(([text, changes]) => changes.reduce((changed, change) => change(changed), text));
}

/** What may be put in somewhere. */
const SNIPPETS = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    ']',
    ']]>',
    '=',
    ':',
    ' ',
    '\n',
    '\r',
    '\0',
    '\x0b',
    '\x7f',
    '\ufffe',
    '\ud800',
    '\udc00',
    '😀',
    'é',
  ],
  ...['&amp;', '&nbsp;', '&#10;', '&#0;', '&#x110000;', '&#xD800;', '&#X41;', '&;', '&#;', '&amp', '&lt'],
  ...[
    '<!-- -->',
    '<!-- -- -->',
    '<!--',
    '-->',
    '<?pi x?>',
    '<?xml version="1.0"?>',
    '<![CDATA[x]]>',
    '<![CDATA[',
    '<!DOCTYPE a>',
  ],
  ...[
    '<x/>',
    '</x>',
    '<x>',
    'text',
    ' a="1"',
    ' operation="x"',
    ' IsPrimaryMVG="y"',
    ' searchspec="x"',
    ' xsi:nil="1"',
    ' q:a=""',
  ],
  ...[
    ' xmlns=""',
    ' xmlns="urn:x"',
    ' xmlns:io="urn:x"',
    ' xmlns:ns1=""',
    ' xmlns:p="a b"',
    ' xmlns:xml="x"',
    ' xmlns:xmlns="x"',
    'xml:',
    'io:',
    'ns1:',
  ],
];

const snippets = fc.constantFrom(...SNIPPETS);
/** Places as shares of the text, which shrink to its start. */
const places = fc.integer({ min: 0, max: 999_999 }).map((share) => share / 1_000_000);
const offset = (text: string, place: number): number => Math.floor(place * (text.length + 1));

const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(places, snippets).map(([place, snippet]) => insert(place, snippet)),
  fc.tuple(places, snippets).map(([place, snippet]) => insertInTag(place, snippet)),
  fc.tuple(places, fc.integer({ min: 0, max: 0xffff })).map(
    ([place, code]): Mutation =>
      (text) =>
        splice(text, offset(text, place), 1, String.fromCharCode(code)),
  ),
  fc.tuple(places, fc.integer({ min: 32, max: 126 })).map(
    ([place, code]): Mutation =>
      (text) =>
        splice(text, offset(text, place), 1, String.fromCharCode(code)),
  ),
  fc.tuple(places, fc.integer({ min: 1, max: 12 })).map(
    ([place, count]): Mutation =>
      (text) =>
        splice(text, offset(text, place), count, ''),
  ),
  places.map(
    (place): Mutation =>
      (text) =>
        text.slice(0, offset(text, place)),
  ),
  places.map(
    (place): Mutation =>
      (text) =>
        changeElement(text, place, (element) => element + element),
  ),
  places.map(
    (place): Mutation =>
      (text) =>
        changeElement(text, place, () => ''),
  ),
  places.map(
    (place): Mutation =>
      (text) =>
        changeElement(text, place, withoutDeclaration),
  ),
  fc.tuple(places, places).map(
    ([one, other]): Mutation =>
      (text) =>
        swapTags(text, one, other),
  ),
);

function insert(place: number, snippet: string): Mutation {
  return (text) => splice(text, offset(text, place), 0, snippet);
}

/** Before the `>` of a tag. */
function insertInTag(place: number, snippet: string): Mutation {
  return (text) => splice(text, Math.max(text.indexOf('>', offset(text, place)), 0), 0, snippet);
}

function splice(text: string, start: number, count: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(start + count);
}

/** The next element without children. */
function changeElement(text: string, place: number, change: (element: string) => string): string {
  const element = /<([\w:.-]+)[^<>]*>[^<]*<\/\1\s*>/g;
  element.lastIndex = offset(text, place);
  const match = element.exec(text);
  return match === null ? text : splice(text, match.index, match[0].length, change(match[0]));
}

function withoutDeclaration(element: string): string {
  return element.replace(/ xmlns(?::\w+)?="[^"]*"/, '');
}

function swapTags(text: string, one: number, other: number): string {
  const tags = [...text.matchAll(/<[^<>]*>/g)];
  const first = tags[Math.floor(one * tags.length)];
  const second = tags[Math.floor(other * tags.length)];
  if (first === undefined || second === undefined || first.index >= second.index) return text;
  const changed = splice(text, second.index, second[0].length, first[0]);
  return splice(changed, first.index, first[0].length, second[0]);
}
