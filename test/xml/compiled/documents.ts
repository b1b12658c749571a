import fc from 'fast-check';
import type { Component, Field, IntegrationObject } from '../../../src/model/model.ts';
import { ACCEPTED } from '../../model/data-types/values.ts';

/** How the elements of a document are named and declared. */
interface Style {
  /** With its colon. */
  readonly listPrefix: string;
  readonly prefix: string;
  /** Declarations of the envelope, of the list element, and of each field. */
  readonly outer: string;
  readonly list: string;
  readonly field: string;
}

/**
 * Messages that are valid: all that the schema of an object allows, in all the ways that XML has to write it. Most of them are of the kind that the
 * compiled way takes.
 */
export function documents(object: IntegrationObject): fc.Arbitrary<string> {
  return fc.constantFrom(...stylesOf(object)).chain((style) =>
    fc
      .tuple(
        fc.array(instances(object.root, style, 2), { maxLength: 3 }),
        between,
        attributes(FOREIGN_ATTRIBUTES),
        fc.constantFrom(...WRAPPERS),
      )
      .map(([roots, space, more, wrap]) => {
        const list = element(`${style.listPrefix}${object.tag}`, `${style.list}${more}`, roots.join(space) + space);
        return wrap(list, style.outer);
      }),
  );
}

function stylesOf({ namespace }: IntegrationObject): readonly Style[] {
  const io = ` xmlns="${namespace}"`;
  const none = { listPrefix: '', prefix: '', outer: '', list: '', field: '' };
  return [
    { ...none, list: io },
    { ...none, outer: io },
    none,
    { ...none, list: ` xmlns:ns1 = '${namespace}'`, listPrefix: 'ns1:', prefix: 'ns1:' },
    { ...none, outer: ` xmlns:io="${namespace}"`, listPrefix: 'io:', prefix: 'io:' },
    {
      ...none,
      list: ` xmlns:ns1="${namespace}"`,
      listPrefix: 'ns1:',
      prefix: 'io:',
      field: ` xmlns:io="${namespace}"`,
    },
    { ...none, outer: ` xmlns:a="${namespace}" xmlns:b="${namespace}"`, listPrefix: 'a:', prefix: 'b:' },
    { ...none, list: ` xmlns="${namespace}" xmlns:x="urn:x"`, field: io },
  ];
}

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const SOAP = 'xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"';

const WRAPPERS: readonly ((list: string, declarations: string) => string)[] = [
  (list, outer) => list.replace(/(?=[\s/>])/, `${outer} ${XSI}`),
  (list, outer) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<?Siebel-Property-Set EscapeNames="false"?>\r\n<!-- c --><SiebelMessage MessageId="1&amp;2" ${XSI}${outer}>\n${list}\n</SiebelMessage>\n`,
  (list, outer) =>
    `<e:Envelope ${SOAP} ${XSI}${outer}><e:Header/><e:Body>\n<m:Op xmlns:m="http://siebel.com/CustomUI"><Id xmlns=""> &lt;x </Id>${list}</m:Op></e:Body></e:Envelope>`,
];

const spaces = fc.constantFrom('', '', '', ' ', '\n', '\r\n\t', '\r', '\n\n  ');
const between = fc
  .tuple(spaces, fc.constantFrom('', '', '', '', '', '<!---->', '<!-- <a> & ]]> \r\n é -->'), spaces)
  .map((parts) => parts.join(''));

const FOREIGN_ATTRIBUTES = [
  ' xsi:nil="true"',
  " xsi:type = 'xsd:string'",
  ' xml:lang="en"',
  ' xmlns:z="urn:z:1" z:a=">"',
];
const COMPONENT_ATTRIBUTES = [
  ' IsPrimaryMVG="Y"',
  " IsPrimaryMVG='N'",
  ' IsPrimaryMVG=""',
  ' operation="upsert"',
  ' Operation="&#x64;elete"',
  ' searchspec="[Name] &lt; &quot;x&quot;"',
  " Searchspec='a\r\n\tb'",
];

function attributes(choice: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.subarray([...choice], { maxLength: 2 }).map((chosen) => chosen.join('')) },
  );
}

function instances(component: Component, style: Style, depth: number): fc.Arbitrary<string> {
  return fc
    .tuple(
      partsOf(component, depth),
      attributes([...COMPONENT_ATTRIBUTES, ...FOREIGN_ATTRIBUTES]),
      fc.array(between, { minLength: 10, maxLength: 10 }),
    )
    .chain(([slots, chosen, gaps]) =>
      fc
        .tuple(...slots.map((slot) => ('ordinal' in slot ? fields(slot, style) : lists(slot, style, depth - 1))))
        .map((parts) => {
          const content = parts.map((part, index) => `${gaps[index]}${part}`).join('') + gaps[9];
          const declared = style.prefix === style.listPrefix ? '' : style.field;
          return element(`${style.prefix}${component.tag}`, `${declared}${chosen}`, content);
        }),
    );
}

/** Some of the fields and containers, in any order. */
function partsOf({ fields, children }: Component, depth: number): fc.Arbitrary<(Field | Component)[]> {
  const all = depth === 0 ? [...fields] : [...fields, ...children];
  return fc.shuffledSubarray(all, { maxLength: Math.min(all.length, 9) });
}

function lists(component: Component, style: Style, depth: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.array(instances(component, style, depth), { maxLength: 2 }), between, attributes(FOREIGN_ATTRIBUTES))
    .map(([children, space, more]) =>
      element(`${style.prefix}${component.containerTag}`, `${style.field}${more}`, children.join(space) + space),
    );
}

function fields(field: Field, style: Style): fc.Arbitrary<string> {
  return fc
    .tuple(values(field), attributes(FOREIGN_ATTRIBUTES), fc.constantFrom('', '', '', ' ', '\n'))
    .map(([content, more, space]) =>
      element(`${style.prefix}${field.tag}`, `${style.field}${more}${space}`, content, space),
    );
}

function element(name: string, inTag: string, content: string, space = ''): string {
  return content === '' && inTag.length % 2 === 0
    ? `<${name}${inTag}/>`
    : `<${name}${inTag}>${content}</${name}${space}>`;
}

/** Values of a field as they may be written. */
function values(field: Field): fc.Arbitrary<string> {
  return fc
    .tuple(texts(field), fc.constantFrom(...SPELLINGS), fc.constantFrom('', '', '', '', '<!-- x -->', '<![CDATA[]]>'))
    .map(([text, spell, end]) => spell(text) + end);
}

/** Texts that a field takes, those at the borders of its type among them; the empty text, too. */
function texts({ type, length }: Field): fc.Arbitrary<string> {
  const known = [type.example, ...ACCEPTED.flatMap(([name, text]) => (type.name === `DTYPE_${name}` ? [text] : []))];
  if (type.pattern !== undefined) {
    const all = known.filter((text) => type.parse(text) !== undefined && text.length <= (length ?? text.length));
    return fc.constantFrom(
      '',
      ...all,
      ...('+~'.repeat(40).length >= (length ?? 0) && type.parse(' ') !== undefined ? ['~'.repeat(length ?? 80)] : []),
    );
  }
  return fc
    .oneof(
      fc.constantFrom('', ...known, 'x'.repeat(length ?? 300), 'é\n', '\ud7ff\ue000\ufffd', ']] >', '\u0085\u2028'),
      fc.string({
        unit: fc.constantFrom('a', 'B', ' ', '\n', '\t', '\r', '<', '>', '&', ']', '"', "'", 'é', '東', '😀'),
        maxLength: 20,
      }),
    )
    .map((text) => (length !== undefined && text.length > length ? 'x'.repeat(length) : text));
}

/** Ways to write a text. */
const SPELLINGS: readonly ((text: string) => string)[] = [
  escaped,
  escaped,
  escaped,
  (text) => Array.from(text, (character) => `&#x${character.codePointAt(0)?.toString(16)};`).join(''),
  (text) =>
    Array.from(text, (character, index) =>
      index % 2 === 0 ? `&#${character.codePointAt(0)};` : escaped(character),
    ).join(''),
  (text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>').replaceAll('\r', '\n')}]]>`,
  (text) => Array.from(text, escaped).join('<!-- & -->'),
];

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;').replaceAll('\r', '&#13;');
}
