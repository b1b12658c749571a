import { expect } from 'chai';
import type { Instance } from '../../src/model/instance.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { errorOf } from './error-of.ts';
import { sampleObject } from './sample-object.ts';

const object = sampleObject();
/** Has no schema: examples are not validated against one. */
const validator = SchemaValidator.create(new Map());
const decoder = new MessageDecoder([object], validator);
after(() => validator.dispose());

const item = (content: string, attributes = ''): string =>
  `<${object.tag} xmlns="${object.namespace}">\n<Asset-Item${attributes}>${content}</Asset-Item></${object.tag}>`;
const decode = (text: string): Instance | undefined =>
  decoder.decodeExample(text, decoder.parse(text), object).roots[0];
const problems = (text: string): readonly string[] =>
  errorOf(() => decode(text)).all.map(({ key, location }) => `${key} ${location.field ?? ''} ${location.line}`.trim());

describe('MessageDecoder, with an example to query by', () => {
  it('binds values as they are, whatever the type and length of their fields', () => {
    const asset = decode(
      item(
        `<Price>&gt;= 10</Price><InstallDate>IS NULL</InstallDate><SerialNumber>${'A'.repeat(100)}</SerialNumber><Status/>`,
      ),
    );
    const values = Object.fromEntries(
      object.root.fields.flatMap(({ name, ordinal }) => {
        const value = asset?.values[ordinal];
        return value === undefined ? [] : [[name, value]];
      }),
    );
    expect(values).to.deep.equal({
      'Serial Number': 'A'.repeat(100),
      Status: null,
      Price: '>= 10',
      'Install Date': 'IS NULL',
    });
  });

  it('binds values as they are where they would do for a record, too', () => {
    const asset = decode(item('<Price>+007.50</Price>'));
    const price = object.root.fieldsByName.get('Price')?.ordinal ?? -1;
    expect(asset?.values[price]).to.equal('+007.50');
  });

  it('binds the lines that errors are about', () => {
    const asset = decode(item('\n<Price>LIKE</Price>'));
    const price = object.root.fieldsByName.get('Price');
    expect(asset?.line).to.equal(2);
    expect(price && asset?.fieldLine?.(price)).to.equal(3);
  });

  it('binds search specifications, empty ones as none', () => {
    const child = '<ListOfAssetContact><AssetContact Searchspec="[Phone] IS NULL"/></ListOfAssetContact>';
    const asset = decode(item(child, ' searchspec=""'));
    expect(asset).not.to.have.property('searchSpec');
    expect(asset?.children[0]?.[0]?.searchSpec).to.equal('[Phone] IS NULL');
  });

  for (const [what, text, expected] of [
    ['an unknown field', item('<Prize>1</Prize>'), ['UNKNOWN_ELEMENT Prize 2']],
    ['a field sent twice', item('<Price>1</Price>\n<Price>2</Price>'), ['INVALID_MESSAGE Price 3']],
    ['text between fields', item('x'), ['INVALID_MESSAGE  2']],
    ['a value beyond all measure', item(`<Price>${'1'.repeat(4001)}</Price>`), ['VALUE_TYPE Price 2']],
    ['two search specifications', item('', ' searchspec="a" Searchspec="b"'), ['INVALID_MESSAGE  2']],
    [
      'a search specification beyond all measure',
      item('', ` searchspec="${'a'.repeat(4001)}"`),
      ['VALUE_TYPE searchspec 2'],
    ],
    ['an unknown attribute', item('', ' sort="a"'), ['UNKNOWN_ELEMENT  2']],
    [
      'several mistakes, all of them',
      item('<Prize>1</Prize>\n<Wait>1</Wait>'),
      ['UNKNOWN_ELEMENT Prize 2', 'UNKNOWN_ELEMENT Wait 3'],
    ],
    ['another object', '<ListOfOther xmlns="urn:x"/>', ['WRONG_INTEGRATION_OBJECT  1']],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(problems(text)).to.deep.equal(expected);
    });
  }

  it('says what the values of an example may be', () => {
    const error = errorOf(() => decode(item(`<Price>${'1'.repeat(4001)}</Price>`)));
    expect(error.message).to.include('a query of at most 4000 characters');
  });
});
