import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import { readableProblems } from '../../src/xml/schema-problem.ts';
import { SchemaRefused, SchemaValidator } from '../../src/xml/schema-validator.ts';
import { sampleObject } from './sample-object.ts';

const object = sampleObject();
const list = (content: string): string => `<${object.tag} xmlns="${object.namespace}">${content}</${object.tag}>`;
const item = (content: string): string => list(`<Asset-Item>${content}</Asset-Item>`);

describe('SchemaValidator', () => {
  const validator = SchemaValidator.create(new Map([[object.name, integrationObjectXsd(object)]]));
  after(() => validator.dispose());

  const valid: readonly (readonly [string, string])[] = [
    ['an empty list', list('')],
    ['an empty instance', item('')],
    ['fields in any order', item('<Quantity>1</Quantity><SerialNumber>A</SerialNumber><AssetId/>')],
    [
      'empty values of every type',
      item('<AssetId/><CurrencyCode/><Price/><Weight/><Quantity/><Billable/><InstallDate/><Due/><Updated/>'),
    ],
    ['components that nest', item('<ListOfAsset-Item><Asset-Item><ListOfAsset-Item/></Asset-Item></ListOfAsset-Item>')],
    [
      'attributes in both spellings',
      list('<Asset-Item operation="x" Operation="x" searchspec="" Searchspec="" IsPrimaryMVG="Y"/>'),
    ],
    ['a text of more than 10 MB', item(`<Comment>${'x'.repeat(10_500_000)}</Comment>`)],
  ];
  for (const [what, document] of valid) {
    it(`accepts ${what}`, () => {
      expect(validator.validate(object.name, document)).to.deep.equal([]);
    });
  }

  const invalid: readonly (readonly [string, string, object])[] = [
    [
      'an unknown field',
      item('\n<Foo/>'),
      { line: 2, element: 'Foo', kind: 'unknown-element', text: 'Foo is not expected here' },
    ],
    ['a field twice', item('<Status/>\n<Status/>'), { line: 2, element: 'Status', kind: 'unknown-element' }],
    [
      'another root',
      '<Foo/>',
      { line: 1, element: 'Foo', kind: 'unknown-element', text: 'Foo is not the element that is expected' },
    ],
    [
      'a value that its pattern refuses',
      item("<Quantity>it's\n'1'</Quantity>"),
      { element: 'Quantity', kind: 'value', text: 'the value of Quantity is not of its type' },
    ],
    [
      'a value that is too long',
      item(`<SerialNumber>${'x'.repeat(21)}</SerialNumber>`),
      { kind: 'value', text: 'the value of SerialNumber has 21 characters; 20 are allowed' },
    ],
    [
      'an unknown attribute',
      list('<Asset-Item foo="1"/>'),
      { element: 'Asset-Item', kind: 'structure', text: 'Asset-Item has no attribute foo' },
    ],
    [
      'an element in a field',
      item('<Status><b/></Status>'),
      { kind: 'structure', text: 'Status takes text, not elements' },
    ],
    ['text between fields', item('text'), { kind: 'structure', text: 'Asset-Item takes elements, not text' }],
    [
      'a type that is not there',
      list('<Asset-Item xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:type="foo"/>'),
      { element: 'Asset-Item', kind: 'structure' },
    ],
    ['what is not well-formed', '<a>', { kind: 'structure' }],
    ['lines above 65535', '\n'.repeat(70_000) + item('\n<Foo/>'), { line: 70_002 }],
  ];
  for (const [what, document, problem] of invalid) {
    it(`refuses ${what}`, () => {
      const problems = validator.validate(object.name, document);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include(problem);
      expect(problems[0]?.text).not.to.match(/facet|\{|pattern|http/);
    });
  }

  it('finds everything', () => {
    const document = item('\n<Quantity>x</Quantity>\n<Price>y</Price>\n<Foo/>');
    expect(validator.validate(object.name, document).map(({ line }) => line)).to.deep.equal([2, 3, 4]);
  });

  it('does not read what a DOCTYPE names, should one ever get here', () => {
    const file = pathToFileURL(import.meta.filename).href;
    const doctype = `<!DOCTYPE x [<!ENTITY e SYSTEM "${file}">]>`;
    expect(() => validator.validate(object.name, doctype + item('<Comment>&e;</Comment>'))).to.throw(
      /^Invalid input or internal error$/,
    );
  });

  it('frees what it uses', () => {
    const document = item(`<Comment>${'x'.repeat(100_000)}</Comment>`);
    validator.validate(object.name, document);
    // Above the 2 GB that wasm memory can hold, if a tenth of it leaked.
    for (let round = 0; round < 20_000; round += 1) validator.validate(object.name, item('<Foo/>'));
    for (let round = 0; round < 500; round += 1) validator.validate(object.name, document);
    expect(validator.validate(object.name, document)).to.deep.equal([]);
  });

  it('has a schema for its objects only', () => {
    expect(() => validator.validate('CUT Other IO', '<a/>')).to.throw(RangeError, 'CUT Other IO');
  });

  const broken: readonly (readonly [string, string, RegExp])[] = [
    ['is not XML', '<xs:schema', /the XSD of X is not accepted: line 1/],
    ['is not a schema', '<a/>', /not accepted/],
    [
      'names a type that is not there',
      integrationObjectXsd(object).replace('name="YesNo"', 'name="NoYes"'),
      /line \d+: .*YesNo/,
    ],
  ];
  for (const [what, xsd, message] of broken) {
    it(`does not start with an XSD that ${what}`, () => {
      expect(() => SchemaValidator.create(new Map([['X', xsd]]))).to.throw(Error, message);
    });
  }
});

describe('SchemaValidator, of a schema of several files', () => {
  const xsd = (content: string) => `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${content}</xs:schema>`;
  const create = (files: Readonly<Record<string, string>>) =>
    SchemaValidator.create(
      new Map([
        [
          'X',
          {
            name: 'x/main.xsd',
            files: new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])),
          },
        ],
      ]),
    );
  const main = xsd('<xs:include schemaLocation="./../y/types.xsd"/><xs:element name="Top" type="T"/>');

  it('looks at all of them', () => {
    using validator = create({
      'x/main.xsd': main,
      'y/types.xsd': xsd('<xs:simpleType name="T"><xs:restriction base="xs:int"/></xs:simpleType>'),
    });
    expect(validator.validate('X', '<Top>1</Top>')).to.deep.equal([]);
    expect(validator.validate('X', '<Top>one</Top>')).to.have.length(1);
  });

  it('says in which one a mistake is', () => {
    const files = {
      'x/main.xsd': main,
      'y/types.xsd': xsd('\n<xs:complexType name="T"><xs:attribute/></xs:complexType>'),
    };
    expect(() => create(files)).to.throw(SchemaRefused, /y\/types\.xsd, line 2: .*attribute/);
  });

  it('loads no other file, though it is there', () => {
    const here = import.meta.filename;
    for (const location of [here, pathToFileURL(here).href])
      expect(() => create({ 'x/main.xsd': main.replace('./../y/types.xsd', location) })).to.throw(SchemaRefused);
    expect(() => create({})).to.throw(SchemaRefused);
  });
});

describe('readableProblems', () => {
  it('never takes invalid for valid', () => {
    expect(readableProblems([])).to.have.length(1);
    expect(readableProblems([{ message: 'x', level: 1, line: 1 }])).to.have.length(1);
  });

  it('is bounded', () => {
    const details = Array.from({ length: 5_000 }, (_, line) => ({ message: 'y'.repeat(5_000), level: 2, line }));
    const problems = readableProblems(details);
    expect(problems).to.have.length(100);
    expect(problems[0]?.text).to.have.length(100);
  });
});
