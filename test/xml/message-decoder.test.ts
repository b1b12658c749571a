import { expect } from 'chai';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import type { Instance } from '../../src/model/instance.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { decoderWay } from '../support/decoder-way.ts';
import { errorOf } from './error-of.ts';
import { sampleObject } from './sample-object.ts';

const object = sampleObject();
const other = sampleObject('CUT Other IO', 'ListOfCutOtherIo');
const twin = sampleObject('CUT Twin IO', object.tag);

const validator = SchemaValidator.create(
  new Map([object, other, twin].map((each) => [each.name, integrationObjectXsd(each)])),
);
const decoder = new MessageDecoder([object, other, twin], validator, { way: decoderWay });
after(() => validator.dispose());

const list = (content: string, { tag, namespace } = object): string =>
  `<${tag} xmlns="${namespace}">${content}</${tag}>`;
const item = (content: string, attributes = ''): string => list(`<Asset-Item${attributes}>${content}</Asset-Item>`);
const decode = (text: string): readonly Instance[] => decoder.decodePayload(text, decoder.parse(text), object).roots;

function value(instance: Instance | undefined, name: string): string | null | undefined {
  const field = instance?.component.fieldsByName.get(name);
  if (field === undefined) throw new RangeError(`no field ${name}`);
  return instance?.values[field.ordinal];
}

describe('MessageDecoder', () => {
  it('binds values in canonical form, and tells absent from empty', () => {
    const [asset] = decode(
      item(
        '<SerialNumber> A&amp;<![CDATA[<B>]]> </SerialNumber><Price>+007.50</Price><InstallDate>12/31/2003</InstallDate><Status/><Comment></Comment>',
      ),
    );
    expect(value(asset, 'Serial Number')).to.equal(' A&<B> ');
    expect(value(asset, 'Price')).to.equal('7.5');
    expect(value(asset, 'Install Date')).to.equal('2003-12-31');
    expect(value(asset, 'Status')).to.equal(null);
    expect(value(asset, 'Comment')).to.equal(null);
    expect(value(asset, 'Quantity')).to.equal(undefined);
  });

  it('binds containers, and tells absent from empty', () => {
    const [asset] = decode(
      item('<ListOfAsset-Item><Asset-Item/><Asset-Item><ListOfAssetContact/></Asset-Item></ListOfAsset-Item>'),
    );
    expect(asset?.children[0]).to.equal(undefined);
    expect(asset?.children[1]).to.have.length(2);
    expect(asset?.children[1]?.[1]?.children[0]).to.deep.equal([]);
  });

  it('binds attributes, and the line of each instance', () => {
    const [first, second] = decode(
      list(
        '\n<Asset-Item operation="insert" IsPrimaryMVG="Y" searchspec="x"/>\n<Asset-Item Operation="" IsPrimaryMVG="N"/>',
      ),
    );
    expect(first).to.include({ operation: 'insert', primary: true, line: 2 });
    expect(second).to.include({ primary: false, line: 3 });
    expect(second).not.to.have.property('operation');
  });

  it('knows the line of each field that was sent', () => {
    const [asset] = decode(item('\n<Status/>\n<Comment\n/>'));
    const line = (name: string) => {
      const field = asset?.component.fieldsByName.get(name);
      return field && asset?.fieldLine?.(field);
    };
    expect([line('Status'), line('Comment'), line('Price')]).to.deep.equal([2, 4, undefined]);
  });

  it('binds read-only fields', () => {
    expect(value(decode(item('<Updated>2003-12-31T23:59:59Z</Updated>'))[0], 'Updated')).to.equal(
      '2003-12-31 23:59:59',
    );
  });

  it('ignores what SOAP toolkits add in other namespaces', () => {
    const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:e="urn:e"';
    const fields = '<Status xsi:type="xsd:string">x</Status><Comment xsi:nil="true"/>';
    const [asset] = decode(item(fields, ` ${xsi} e:arrayType="x"`));
    expect(value(asset, 'Status')).to.equal('x');
    expect(value(asset, 'Comment')).to.equal(null);
  });

  it('reads a text that a host of comments and CDATA sections interrupt', () => {
    const [asset] = decode(item(`<Comment>${'x<!----><?p?><![CDATA[y]]>'.repeat(300_000)}</Comment>`));
    expect(value(asset, 'Comment')).to.have.length(600_000);
  });

  const bad: readonly (readonly [string, string, string, object, RegExp])[] = [
    [
      'an unknown field',
      item('\n<Foo/>'),
      'UNKNOWN_ELEMENT',
      { component: 'Asset', instance: '1', field: 'Foo', line: 2 },
      /'Foo' is not part of 'Asset-Item'$/,
    ],
    [
      'a field whose name is nearly right',
      item('\n<SerialNumbr/>'),
      'UNKNOWN_ELEMENT',
      { field: 'SerialNumbr', line: 2 },
      /'SerialNumbr' is not part of 'Asset-Item'; did you mean 'SerialNumber'\?$/,
    ],
    [
      'a container whose name is nearly right',
      item('<ListOfAssetContacts/>'),
      'UNKNOWN_ELEMENT',
      { field: 'ListOfAssetContacts' },
      /did you mean 'ListOfAssetContact'\?$/,
    ],
    [
      'a field in no namespace',
      item('\n<Status xmlns=""/>'),
      'UNKNOWN_ELEMENT',
      { field: 'Status', line: 2 },
      /'\{\}Status' is not part of 'Asset-Item'$/,
    ],
    [
      'another component',
      list('<AssetContact/>'),
      'UNKNOWN_ELEMENT',
      { component: 'Asset', field: 'AssetContact', line: 1 },
      /'AssetContact' is not part of 'ListOfCutTestAssetIo'; there is 'Asset-Item'/,
    ],
    [
      'an element in a field',
      item('<Status><b/></Status>'),
      'UNKNOWN_ELEMENT',
      { field: 'Status' },
      /'b' is not part of 'Status'$/,
    ],
    [
      'an unknown attribute',
      item('', ' foo="1"'),
      'UNKNOWN_ELEMENT',
      { component: 'Asset' },
      /'@foo' is not part of 'Asset-Item'/,
    ],
    ['an attribute of a field', item('<Status sortorder="x"/>'), 'UNKNOWN_ELEMENT', { field: 'Status' }, /@sortorder/],
    ['an attribute of a list', list('').replace('>', ' pagesize="10">'), 'UNKNOWN_ELEMENT', {}, /@pagesize/],
    [
      'an attribute in the namespace of the object',
      item('', ` xmlns:i="${object.namespace}" i:operation="x"`),
      'UNKNOWN_ELEMENT',
      {},
      /@operation/,
    ],
    [
      'a value of another type',
      item('\n\n<Quantity>many</Quantity>'),
      'VALUE_TYPE',
      { component: 'Asset', instance: '1', field: 'Quantity', value: 'many', line: 3 },
      /'many' does not fit field Quantity, which takes a whole number/,
    ],
    [
      'a day that does not exist',
      item('<InstallDate>02/31/2026</InstallDate>'),
      'VALUE_TYPE',
      { field: 'Install Date' },
      /takes a date MM\/DD\/YYYY/,
    ],
    [
      'a value that is too long',
      item(`<SerialNumber>${'x'.repeat(21)}</SerialNumber>`),
      'VALUE_TYPE',
      { field: 'Serial Number' },
      /at most 20 characters/,
    ],
    [
      'a value that is too long for UTF-16 only',
      item(`<SerialNumber>${'😀'.repeat(11)}</SerialNumber>`),
      'VALUE_TYPE',
      { field: 'Serial Number' },
      /at most 20 characters/,
    ],
    [
      'more than ASCII in an ASCII column',
      item('<CurrencyCode>€</CurrencyCode>'),
      'VALUE_TYPE',
      { field: 'Currency Code' },
      /printable ASCII/,
    ],
    [
      'a primary that is neither Y nor N',
      item('', ' IsPrimaryMVG="yes"'),
      'VALUE_TYPE',
      { field: 'IsPrimaryMVG', value: 'yes' },
      /Y or N/,
    ],
    [
      'a field twice',
      item('<Status/>\n<Status/>'),
      'INVALID_MESSAGE',
      { field: 'Status', line: 2 },
      /Status occurs twice/,
    ],
    [
      'a container twice',
      item('<ListOfAssetContact/><ListOfAssetContact/>'),
      'INVALID_MESSAGE',
      { component: 'Asset' },
      /ListOfAssetContact occurs twice/,
    ],
    [
      'an operation twice',
      item('', ' operation="x" Operation="y"'),
      'INVALID_MESSAGE',
      { component: 'Asset' },
      /attribute operation occurs twice/,
    ],
    [
      'text between fields',
      item('\n<Status/>hello'),
      'INVALID_MESSAGE',
      { component: 'Asset', instance: '1' },
      /'hello' stands between the elements of Asset-Item/,
    ],
    ['text between instances', list('hello'), 'INVALID_MESSAGE', { component: 'Asset' }, /'hello' stands between/],
    [
      'another list',
      list('', other),
      'WRONG_INTEGRATION_OBJECT',
      { line: 1 },
      /Expected '\{.*\}ListOfCutTestAssetIo', found '\{.*\}ListOfCutOtherIo'/,
    ],
    [
      'another namespace',
      list('', { ...object, namespace: 'urn:x' }),
      'WRONG_INTEGRATION_OBJECT',
      {},
      /found '\{urn:x\}ListOfCutTestAssetIo'/,
    ],
  ];
  for (const [what, text, key, location, message] of bad) {
    it(`refuses ${what}`, () => {
      const error = errorOf(() => decode(text));
      expect(error.key).to.equal(key);
      expect(error.message).to.match(message);
      expect(error.location).to.include(location);
      expect(error.further).to.deep.equal([]);
    });
  }

  it('says in which instance', () => {
    const text = item(
      '<ListOfAsset-Item><Asset-Item/><Asset-Item><Quantity>x</Quantity></Asset-Item></ListOfAsset-Item>',
    );
    expect(errorOf(() => decode(text)).location.instance).to.equal('2 of Asset 1');
  });

  it('cuts long values short', () => {
    const error = errorOf(() => decode(item(`<Quantity>${'x'.repeat(5_000_000)}</Quantity>`)));
    expect(error.location.value).to.have.length(100);
    expect(error.message).to.have.length.below(300);
  });

  const name = 'x'.repeat(1_000_000);
  for (const text of [
    item(`<${name}/>`),
    item('', ` ${name}=""`),
    item(`<Comment ${name}="1"/>`),
    item(name),
    `<${name}/>`,
  ]) {
    it('answers a long name shortly', () => {
      const error = errorOf(() => decode(text));
      expect(JSON.stringify([error.message, error.location])).to.have.length.below(1000);
    });
  }

  it('reports all mistakes at once, in the order of their lines', () => {
    const text = item('\n<Quantity>x</Quantity>\n<Foo/>\n<Price>y</Price>\n<Status/><Status/>');
    expect(errorOf(() => decode(text)).all.map(({ key, location }) => [key, location.line])).to.deep.equal([
      ['VALUE_TYPE', 2],
      ['UNKNOWN_ELEMENT', 3],
      ['VALUE_TYPE', 4],
      ['INVALID_MESSAGE', 5],
    ]);
  });

  it('stops at a hundred', () => {
    expect(errorOf(() => decode(item('<Foo/>'.repeat(50_000)))).all).to.have.length(100);
  });

  it('suggests names for ten', () => {
    const { all } = errorOf(() => decode(item('<Statu/>'.repeat(50))));
    expect(all.filter(({ message }) => message.endsWith("did you mean 'Status'?"))).to.have.length(10);
  });

  it('knows the lines of the whole message', () => {
    const text = `<e xmlns="urn:e">\n\n${item('\n<Quantity>x</Quantity>')}</e>`;
    const payload = decoder.parse(text).children[0];
    if (payload === undefined) throw new Error('no payload');
    expect(errorOf(() => decoder.decodePayload(text, payload, object)).location.line).to.equal(4);
  });

  it('believes the schema where it is stricter', () => {
    const strict = integrationObjectXsd(object).replace('<xs:maxLength value="20"/>', '<xs:maxLength value="3"/>');
    using narrow = SchemaValidator.create(new Map([[object.name, strict.replace('name="Comment"', 'name="Remark"')]]));
    const narrowDecoder = new MessageDecoder([object], narrow, { way: 'general' });
    const text = item('\n<CurrencyCode>EURO</CurrencyCode>\n<SerialNumber>1234</SerialNumber>\n<Comment/>');
    const errors = errorOf(() => narrowDecoder.decodePayload(text, parseXml(text), object)).all;
    expect(errors.map(({ key, location }) => [key, location.line])).to.deep.equal([
      ['INVALID_MESSAGE', 2],
      ['UNKNOWN_ELEMENT', 4],
    ]);
  });
});

describe('MessageDecoder for documents', () => {
  const message = (content: string, attributes = 'MessageId="1-2QY5" IntObjectName="CUT Test Asset IO"'): string =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<?Siebel-Property-Set EscapeNames="false"?>\n<SiebelMessage ${attributes}>${content}</SiebelMessage>`;
  const plain = `<${object.tag}><Asset-Item><Status>x</Status></Asset-Item></${object.tag}>`;

  const accepted: readonly (readonly [string, string, string | undefined, string])[] = [
    ['an envelope', message(list('')), '1-2QY5', object.name],
    ['elements in no namespace', message(plain), '1-2QY5', object.name],
    ['an envelope without attributes', message(list(''), ''), undefined, object.name],
    ['an empty message id', message(list(''), 'MessageId=""'), undefined, object.name],
    ["Oracle's other spelling", message(plain, 'MessageID="7" IntObjName="CUT Test Asset IO"'), '7', object.name],
    ['an envelope that sets the namespace', message(plain, `xmlns="${object.namespace}"`), undefined, object.name],
    [
      'a property set',
      `<PropertySet>${message(list('')).replace(/^.*\?>\n/s, '')}</PropertySet>`,
      '1-2QY5',
      object.name,
    ],
    ['no envelope', list(''), undefined, object.name],
    ['no envelope and no namespace', plain, undefined, object.name],
    ['another object', list('', other), undefined, other.name],
    ['an object told from its twin by namespace', list('', twin), undefined, twin.name],
    ['an object told from its twin by name', message(plain, 'IntObjectName="CUT Twin IO"'), undefined, twin.name],
  ];
  for (const [what, text, messageId, name] of accepted) {
    it(`accepts ${what}`, () => {
      const decoded = decoder.decodeDocument(text);
      expect(decoded.messageId).to.equal(messageId);
      expect(decoded.integrationObject.name).to.equal(name);
    });
  }

  const refused: readonly (readonly [string, string, string])[] = [
    ['an element of its own invention', '<Foo/>', 'WRONG_INTEGRATION_OBJECT'],
    [
      'a name that is not that of the list',
      message(list(''), 'IntObjectName="CUT Other IO"'),
      'WRONG_INTEGRATION_OBJECT',
    ],
    ['a name that nothing has', message(list(''), 'IntObjectName="CUT Foo IO"'), 'WRONG_INTEGRATION_OBJECT'],
    ['an empty envelope', message(''), 'INVALID_MESSAGE'],
    ['two lists in one envelope', message(list('') + list('')), 'INVALID_MESSAGE'],
    ['a wrong value', message(item('<Price>x</Price>')), 'VALUE_TYPE'],
    ['what is not XML', 'hello', 'MALFORMED_XML'],
    ['nothing', '', 'EMPTY_MESSAGE'],
  ];
  for (const [what, text, key] of refused) {
    it(`refuses ${what}`, () => {
      expect(errorOf(() => decoder.decodeDocument(text)).key).to.equal(key);
    });
  }

  it('counts lines from where the text was cut out', () => {
    const { roots } = decoder.decodeDocument(item('\n<SerialNumber>1</SerialNumber>'), object, 40);
    const [asset] = roots;
    const field = asset?.component.fieldsByName.get('Serial Number');
    expect(asset?.line).to.equal(40);
    expect(field && asset?.fieldLine?.(field)).to.equal(41);
    const lineOf = (text: string): number | undefined =>
      errorOf(() => decoder.decodeDocument(text, object, 40)).location.line;
    expect(lineOf(item('\n<SerialNumber>1'))).to.equal(41);
    expect(lineOf(item('\n\n<Price>dear</Price>'))).to.equal(42);
    expect(lineOf(item('\n<Wrong/>'))).to.equal(41);
  });

  it('refuses another object than the one expected', () => {
    const error = errorOf(() => decoder.decodeDocument(list('', other), object));
    expect(error.message).to.match(/Expected '.*ListOfCutTestAssetIo', found '.*ListOfCutOtherIo'/);
    expect(decoder.decodeDocument(list(''), object).integrationObject).to.equal(object);
  });
});
