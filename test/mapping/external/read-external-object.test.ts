import { expect } from 'chai';
import { readExternalObject } from '../../../src/mapping/external/read-external-object.ts';
import { XsdProblem } from '../../../src/mapping/external/xsd-document.ts';
import type { Component } from '../../../src/model/model.ts';

const schema = (content: string) =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t">${content}</xs:schema>`;
const top = (content: string, more = '') =>
  schema(`<xs:element name="Top"><xs:complexType>${content}</xs:complexType></xs:element>${more}`);
const read = (xsd: string) => readExternalObject('t.xsd', xsd, 'Top');

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

describe('an external integration object', () => {
  for (const [what, xsd, expected] of shapes) {
    it(`is made of ${what}`, () => expect(outline(read(xsd).object.root)).to.equal(expected));
  }

  for (const [what, xsd, says] of refusals) {
    it(`is not made of ${what}`, () => expect(() => read(xsd)).to.throw(XsdProblem, says));
  }

  it('knows whether a document can have the namespace as its default', () => {
    const local = '<xs:sequence><xs:element name="A" FORM/></xs:sequence>';
    expect(read(top(local.replace('FORM', ''))).allQualified).to.equal(false);
    expect(read(top(local.replace('FORM', 'form="qualified"'))).allQualified).to.equal(true);
  });
});
