import { expect } from 'chai';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import type { Field } from '../../src/model/model.ts';
import type { XmlElement } from '../../src/xml/element.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { model } from '../support/model.ts';
import { sampleObject } from '../xml/sample-object.ts';

const object = sampleObject();
const schema = parseXml(integrationObjectXsd(object));

function named(name: string, kind: string, root = schema): XmlElement {
  const found = root.children.find((child) => child.name === kind && child.attribute('name') === name);
  if (found === undefined) throw new RangeError(`no ${kind} ${name}`);
  return found;
}

const attributesOf = (element: XmlElement): object =>
  Object.fromEntries(element.attributes.map(({ name, value }) => [name, value]));

const parts = (type: XmlElement, group: string): readonly object[] =>
  type.children.filter(({ name }) => name === group).flatMap((each) => each.children.map(attributesOf));

/** The documentation of a field of the sample object. */
function documentation(tag: string): string | undefined {
  const all = named('Asset-Item', 'complexType').children.find(({ name }) => name === 'all');
  const field = all?.children.find((child) => child.attribute('name') === tag);
  return field?.children[0]?.children[0]?.text;
}

describe('the XSD of an integration object', () => {
  it('is a schema for the namespace of the object', () => {
    expect(schema).to.include({ namespace: 'http://www.w3.org/2001/XMLSchema', name: 'schema' });
    expect(attributesOf(schema)).to.deep.equal({
      targetNamespace: object.namespace,
      elementFormDefault: 'qualified',
      attributeFormDefault: 'unqualified',
    });
  });

  it('has the list element, its type, and the type that Siebel adds for rpc', () => {
    const tag = object.tag;
    expect(attributesOf(named(tag, 'element'))).to.deep.equal({ name: tag, type: `io:${tag}` });
    expect(parts(named(tag, 'complexType'), 'sequence')).to.deep.equal([
      { name: 'Asset-Item', type: 'io:Asset-Item', minOccurs: '0', maxOccurs: 'unbounded' },
    ]);
    expect(parts(named(`${tag}TopElmt`, 'complexType'), 'sequence')).to.deep.equal([{ name: tag, type: `io:${tag}` }]);
  });

  it('takes fields and containers once each, in any order', () => {
    const type = named('Asset-Item', 'complexType');
    expect(parts(type, 'all')).to.have.length(object.root.fields.length + 2);
    expect(parts(type, 'all')).to.deep.include({ name: 'SerialNumber', type: 'io:Text20', minOccurs: '0' });
    expect(parts(type, 'all')).to.deep.include({
      name: 'ListOfAsset-Item',
      type: 'io:ListOfAsset-Item',
      minOccurs: '0',
    });
  });

  it('has the attributes of components in both spellings', () => {
    const attributes = named('AssetContact', 'complexType').children.filter(({ name }) => name === 'attribute');
    expect(attributes.map((each) => each.attribute('name'))).to.deep.equal([
      'IsPrimaryMVG',
      'operation',
      'Operation',
      'searchspec',
      'Searchspec',
    ]);
  });

  it('declares each simple type once, as a restriction of xs:string that takes the empty string', () => {
    const types = schema.children.filter(({ name }) => name === 'simpleType');
    expect(types.map((type) => type.attribute('name'))).to.deep.equal(
      'AsciiText20 Currency Date DateTime Id Integer Note Number Phone40 Text20 Text30 Text50 UtcDateTime YesNo'.split(
        ' ',
      ),
    );
    const [yesNo, text] = ['YesNo', 'Text50'].map((name) => named(name, 'simpleType').children[1]);
    expect(yesNo?.attribute('base')).to.equal('xs:string');
    expect(yesNo?.children.map(attributesOf)).to.deep.equal([{ value: '(Y|N)?' }]);
    expect(text?.children.map(({ name }) => name)).to.deep.equal(['maxLength']);
  });

  it('has no enumerations, so that stubs keep strings', () => {
    expect(integrationObjectXsd(object)).not.to.contain('enumeration');
  });

  const remarks: readonly (readonly [string, string | undefined])[] = [
    ['SerialNumber', 'Required.'],
    ['Updated', 'Read-only.'],
    ['Status', 'One of: Active, A & B.'],
    ['Reason', 'A value of the list REASON; depends on Status.'],
    ['Comment', undefined],
  ];
  for (const [tag, remark] of remarks) {
    it(`says of ${tag}: ${remark ?? 'nothing'}`, () => {
      expect(documentation(tag)).to.equal(remark);
    });
  }

  it('keeps names of simple types off those of components', () => {
    using validator = SchemaValidator.create(
      new Map([['x', integrationObjectXsd(sampleObject(object.name, object.tag, 'Text50'))]]),
    );
    const text = `<${object.tag} xmlns="${object.namespace}"><Asset-Item><ListOfText50><Text50><LastName>${'x'.repeat(51)}</LastName></Text50></ListOfText50></Asset-Item></${object.tag}>`;
    expect(validator.validate('x', text)[0]?.text).to.equal('the value of LastName has 51 characters; 50 are allowed');
  });

  it('is accepted by libxml2 for every object of the model', () => {
    const schemas = [...model.integrationObjects.values()].map((each): [string, string] => [
      each.name,
      integrationObjectXsd(each),
    ]);
    expect(() => SchemaValidator.create(new Map(schemas)).dispose()).not.to.throw();
  });

  it('accepts exactly the values that the model accepts', () => {
    using validator = SchemaValidator.create(new Map([[object.name, integrationObjectXsd(object)]]));
    for (const field of object.root.fields) {
      for (const value of [field.type.example, ...DOUBTFUL]) {
        const document = `<${object.tag} xmlns="${object.namespace}"><Asset-Item><${field.tag}>${value}</${field.tag}></Asset-Item></${object.tag}>`;
        const valid = validator.validate(object.name, document).length === 0;
        expect(valid, `${field.name} = ${value}`).to.equal(accepts(field, value));
      }
    }
  });
});

const DOUBTFUL = [
  'x',
  'Y',
  'y',
  ' ',
  '1',
  '-1.5',
  '1.',
  '.5',
  '1e5',
  '007',
  'é',
  '02/29/2024',
  '02/29/2023',
  '2024-02-30',
  '2024-01-01T24:00:00',
  '2024-01-01T10:00:00+15:00',
  '12/31/2003 23:59:59',
  '1234567890123456',
  'x'.repeat(31),
  '😀'.repeat(20),
  'a\nb',
];

/** Schemas count characters, the model UTF-16 units: no value here is between the two. */
function accepts({ type, length }: Field, value: string): boolean {
  return type.parse(value) !== undefined && (length === undefined || [...value].length <= length);
}
