import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { readExternalObject } from '../../../src/mapping/external/read-external-object.ts';
import { readXsdFiles, XsdProblem } from '../../../src/mapping/external/xsd-files.ts';
import type { Component } from '../../../src/model/model.ts';

const schema = (content: string) =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t">${content}</xs:schema>`;
const top = (content: string, more = '') =>
  schema(`<xs:element name="Top"><xs:complexType>${content}</xs:complexType></xs:element>${more}`);

/** @param others further files, by path */
function read(xsd: string, others: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'external-'));
  try {
    for (const [path, text] of Object.entries({ 't.xsd': xsd, ...others })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return readExternalObject('t.xsd', readXsdFiles(folder, 't.xsd'), 'Top');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Fields with their types, and components: `Top(A:DTYPE_TEXT, B(...))`. */
function outline({ name, fields, children }: Component, seen: readonly string[] = []): string {
  const shown = fields.map((field) => `${field.name}:${field.type.name.replace('DTYPE_', '')}`);
  const below = children.map((child) =>
    seen.includes(child.name) || child.name === name ? `${child.name}(...)` : outline(child, [...seen, name]),
  );
  return `${name}(${[...shown, ...below].join(', ')})`;
}

const shapes: readonly (readonly [what: string, xsd: string, outline: string])[] = [
  [
    'built-in types, and those derived from them',
    top(
      '<xs:sequence><xs:element name="D" type="xs:date"/><xs:element name="N" type="Price"/><xs:element name="I" type="xs:unsignedByte"/><xs:element name="L" type="List"/><xs:element name="A"/></xs:sequence>',
      '<xs:simpleType name="Price"><xs:restriction base="Amount"/></xs:simpleType><xs:simpleType name="Amount"><xs:restriction base="xs:decimal"/></xs:simpleType><xs:simpleType name="List"><xs:list itemType="xs:int"/></xs:simpleType>',
    ),
    'Top(D:DATE, N:NUMBER, I:INTEGER, L:TEXT, A:TEXT)',
  ],
  [
    'attributes, also of groups and by reference',
    top(
      '<xs:attribute name="a" type="xs:int"/><xs:attribute ref="b"/><xs:attributeGroup ref="G"/>',
      '<xs:attribute name="b" type="xs:boolean"/><xs:attributeGroup name="G"><xs:attribute name="c"/></xs:attributeGroup>',
    ),
    'Top(@a:INTEGER, @b:BOOL, @c:TEXT)',
  ],
  [
    'attributes of XML itself are passed over',
    top('<xs:sequence/><xs:attribute ref="xml:lang" xmlns:xml="http://www.w3.org/XML/1998/namespace"/>').replace(
      '<xs:attribute ref="xml:lang" xmlns:xml="http://www.w3.org/XML/1998/namespace"/>',
      '<xs:anyAttribute/>',
    ),
    'Top()',
  ],
  [
    'text with attributes, of a simple type, and extended again',
    top(
      '<xs:sequence><xs:element name="P" type="Money"/><xs:element name="Q" type="More"/></xs:sequence>',
      '<xs:simpleType name="A"><xs:restriction base="xs:decimal"/></xs:simpleType><xs:complexType name="Money"><xs:simpleContent><xs:extension base="A"><xs:attribute name="cur"/></xs:extension></xs:simpleContent></xs:complexType><xs:complexType name="More"><xs:simpleContent><xs:extension base="Money"><xs:attribute name="tax"/></xs:extension></xs:simpleContent></xs:complexType>',
    ),
    'Top(P(@cur:TEXT, text():NUMBER), Q(@cur:TEXT, @tax:TEXT, text():NUMBER))',
  ],
  [
    'restriction of a complex type',
    top(
      '<xs:sequence><xs:element name="P" type="Narrow"/></xs:sequence>',
      '<xs:complexType name="Wide"><xs:sequence><xs:element name="X" type="xs:int" minOccurs="0"/><xs:element name="Y" minOccurs="0"/></xs:sequence><xs:attribute name="a"/></xs:complexType><xs:complexType name="Narrow"><xs:complexContent><xs:restriction base="Wide"><xs:sequence><xs:element name="X" type="xs:int"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>',
    ),
    'Top(P(@a:TEXT, X:INTEGER))',
  ],
  [
    'a sequence that repeats makes components of its elements',
    top('<xs:sequence maxOccurs="unbounded"><xs:element name="A"/><xs:element name="B" type="xs:int"/></xs:sequence>'),
    'Top(A(text():TEXT), B(text():INTEGER))',
  ],
  [
    'the same tag at several places',
    top(
      '<xs:sequence><xs:element name="C" type="C"/><xs:element name="S" type="C"/></xs:sequence>',
      '<xs:complexType name="C"><xs:sequence><xs:element name="A" maxOccurs="2"/></xs:sequence></xs:complexType>',
    ),
    'Top(C(C/A(text():TEXT)), S(S/A(text():TEXT)))',
  ],
  [
    'a type that contains itself, an element that is wildcard, and one element in both branches of a choice',
    top(
      '<xs:choice><xs:element ref="N"/><xs:sequence><xs:element name="A"/><xs:any/></xs:sequence><xs:element name="A"/></xs:choice>',
      '<xs:element name="N"><xs:complexType><xs:all><xs:element ref="N" minOccurs="0"/></xs:all></xs:complexType></xs:element>',
    ),
    'Top(A:TEXT, N(N(...)))',
  ],
];

const refusals: readonly (readonly [what: string, xsd: string, says: RegExp])[] = [
  ['no such document element', schema('<xs:element name="Tip"/>'), /no global element 'Top'; did you mean 'Tip'/],
  [
    'a reference into another namespace',
    top('<xs:sequence><xs:element ref="o:X" xmlns:o="urn:o"/></xs:sequence>'),
    /line 1: there is no element 'o:X'/,
  ],
  [
    'a reference to XML Schema',
    top('<xs:sequence><xs:element ref="xs:element"/></xs:sequence>'),
    /line 1: element is no element for messages/,
  ],
  ['simple content of nothing', top('<xs:simpleContent/>'), /line 1: simpleContent is empty/],
  [
    'a type within itself under another name',
    top(
      '<xs:sequence><xs:element name="A" type="T"/></xs:sequence>',
      '<xs:complexType name="T"><xs:sequence><xs:element name="B" type="T" minOccurs="0"/></xs:sequence></xs:complexType>',
    ),
    /line 1: B contains itself under another name/,
  ],
  [
    'one that unfolds into too many components',
    top(
      '<xs:sequence><xs:element name="E0" type="T0"/></xs:sequence>',
      `${Array.from({ length: 20 }, (_, index) => {
        const element = (name: string) => `<xs:element name="${name}${index + 1}" type="T${index + 1}"/>`;
        return `<xs:complexType name="T${index}"><xs:sequence>${element('E')}${element('F')}</xs:sequence></xs:complexType>`;
      }).join('')}<xs:complexType name="T20"><xs:attribute name="a"/></xs:complexType>`,
    ),
    /more than 5000 components/,
  ],
];

const other = (content: string) => schema(content).replaceAll('urn:t', 'urn:o');
const OUTSIDE = 'is no address of a file in the folder external/, from where this one stands';
const fileRefusals: readonly (readonly [
  what: string,
  directive: string,
  others: Readonly<Record<string, string>>,
  says: string | RegExp,
])[] = [
  [
    'a file that is not there',
    '<xs:include schemaLocation="common/a.xsd"/>',
    {},
    'line 1: external/common/a.xsd cannot be used: it cannot be read (ENOENT)',
  ],
  [
    'a file that includes one that is not there',
    '<xs:include schemaLocation="common/a.xsd"/>',
    { 'common/a.xsd': schema('\n<xs:include schemaLocation="b.xsd"/>') },
    'external/common/a.xsd, line 2: external/common/b.xsd cannot be used: it cannot be read (ENOENT)',
  ],
  [
    'an address of which there is no copy',
    '<xs:import schemaLocation="https://partner.example/v2/a.xsd"/>',
    {},
    'line 1: external/a.xsd, a copy of https://partner.example/v2/a.xsd, cannot be used: it cannot be read (ENOENT)',
  ],
  [
    'a copy of an address that includes one that is not there',
    '<xs:import schemaLocation="https://partner.example/v2/a.xsd"/>',
    { 'a.xsd': schema('<xs:include schemaLocation="../b.xsd"/>') },
    'external/a.xsd, line 1: external/b.xsd, a copy of https://partner.example/b.xsd, cannot be used',
  ],
  ['a file outside of the folder', '<xs:include schemaLocation="../t.xsd"/>', {}, `line 1: '../t.xsd' ${OUTSIDE}`],
  ['a file named from the root', '<xs:include schemaLocation="/etc/t.xsd"/>', {}, `line 1: '/etc/t.xsd' ${OUTSIDE}`],
  ['a file with a scheme', '<xs:include schemaLocation="file:t.xsd"/>', {}, `line 1: 'file:t.xsd' ${OUTSIDE}`],
  ['a file named with backslashes', '<xs:include schemaLocation="a\\t.xsd"/>', {}, `line 1: 'a\\t.xsd' ${OUTSIDE}`],
  ['a file named with a space', '<xs:include schemaLocation="a t.xsd"/>', {}, `line 1: 'a t.xsd' ${OUTSIDE}`],
  [
    'a file outside, written with %',
    '<xs:include schemaLocation="%2e%2e/t.xsd"/>',
    {},
    `line 1: '%2e%2e/t.xsd' ${OUTSIDE}`,
  ],
  ['a wrong %', '<xs:include schemaLocation="%zz.xsd"/>', {}, `line 1: '%zz.xsd' ${OUTSIDE}`],
  ['an address of no file', '<xs:include schemaLocation="http://a.example/"/>', {}, OUTSIDE],
  ['an address that is none', '<xs:include schemaLocation="http://"/>', {}, OUTSIDE],
  ['an include of nothing', '<xs:include/>', {}, `line 1: '' ${OUTSIDE}`],
  ['one that redefines', '<xs:redefine schemaLocation="a.xsd"/>', {}, 'line 1: redefine is not understood'],
  [
    'one that includes something else',
    '<xs:include schemaLocation="a.xsd"/>',
    { 'a.xsd': '<a/>' },
    'line 1: external/a.xsd cannot be used: it is no XML Schema',
  ],
  [
    'one that includes no XML',
    '<xs:include schemaLocation="a.xsd"/>',
    { 'a.xsd': '<a>' },
    /line 1: external\/a.xsd cannot be used: .*not well-formed/,
  ],
  [
    'a namespace that is imported from nowhere',
    '<xs:import namespace="urn:o"/><xs:element name="Top"><xs:complexType><xs:sequence><xs:element ref="o:X" xmlns:o="urn:o"/></xs:sequence></xs:complexType></xs:element>',
    {},
    "line 1: there is no element 'o:X'",
  ],
  [
    'mistakes in another file, which is named',
    '<xs:include schemaLocation="a.xsd"/><xs:element name="Top" type="T"/>',
    { 'a.xsd': schema('\n<xs:complexType name="T"><xs:sequence><xs:element ref="U"/></xs:sequence></xs:complexType>') },
    "external/a.xsd, line 2: there is no element 'U'",
  ],
  [
    'elements of one name and two namespaces side by side',
    '<xs:import namespace="urn:o" schemaLocation="o.xsd"/><xs:element name="Top"><xs:complexType><xs:sequence><xs:element name="X"/><xs:element ref="o:X" xmlns:o="urn:o"/></xs:sequence></xs:complexType></xs:element>',
    { 'o.xsd': other('<xs:element name="X"/>') },
    "external/o.xsd, line 1: 'X' stands beside another one, of another namespace",
  ],
];

describe('an external integration object', () => {
  for (const [what, xsd, expected] of shapes) {
    it(`is made of ${what}`, () => expect(outline(read(xsd).object.root)).to.equal(expected));
  }

  for (const [what, xsd, says] of refusals) {
    it(`is not made of ${what}`, () => expect(() => read(xsd)).to.throw(XsdProblem, says));
  }

  it('knows the namespace of each element and attribute: local ones by their form', () => {
    const local =
      '<xs:sequence><xs:element name="A" FORM/></xs:sequence><xs:attribute name="b" FORM/><xs:attribute ref="c"/>';
    const namespaces = (form: string) => {
      const { object, elements } = read(top(local.replaceAll('FORM', form), '<xs:attribute name="c"/>'));
      const { namespace, content, attributes } = elements.get(object.root) ?? expect.fail();
      return [
        namespace,
        ...[...content, ...attributes].map((each) => ('namespace' in each ? each.namespace : expect.fail())),
      ];
    };
    expect(namespaces('')).to.deep.equal(['urn:t', '', '', 'urn:t']);
    expect(namespaces('form="qualified"')).to.deep.equal(['urn:t', 'urn:t', 'urn:t', 'urn:t']);
  });

  for (const [what, directive, others, says] of fileRefusals) {
    it(`is not made of ${what}`, () => expect(() => read(schema(directive), others)).to.throw(XsdProblem, says));
  }
});
