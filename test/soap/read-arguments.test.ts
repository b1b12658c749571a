import { expect } from 'chai';
import { readArguments } from '../../src/soap/read-arguments.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { errorsOf } from './messages.ts';
import { decoder } from './test-codec.ts';
import { operation } from './test-operations.ts';

const OURS = 'http://siebel.com/CustomUI';
const GET = 'CUTGetAccountData';
const SEND = 'CUTSendAccountData';
const ALLOWED = [
  'Object_spcId',
  'Siebel_spcOperation_spcObject_spcId',
  'Input_cln_spcSiebel_spcInt_spcObject_spcName',
  'ListOfCutSampleAccountIo',
  'Account_spcXML',
];
const LIST =
  '<ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><Name>Tyne</Name></Account></ListOfCutSampleAccountIo>';

describe('readArguments', () => {
  const read = (content: string, name = GET) => {
    const text = `<c:Call xmlns:c="${OURS}">${content}</c:Call>`;
    return readArguments(text, parseXml(text), operation(name), decoder);
  };

  /** What was read, with the names of the accounts in place of a payload. */
  const plain = (content: string, name?: string) =>
    Object.fromEntries(
      [...read(content, name)].map(([property, value]) => [
        property,
        typeof value === 'string'
          ? value
          : value.roots.map(({ component, values }) => values[component.fieldsByName.get('Name')?.ordinal ?? -1]),
      ]),
    );

  for (const [what, content, expected] of [
    ['nothing', '', {}],
    ['a qualified property', '<c:Object_spcId>1-A</c:Object_spcId>', { 'Object Id': '1-A' }],
    ['an unqualified property', '<Object_spcId>1-A</Object_spcId>', { 'Object Id': '1-A' }],
    ['white space around it', '<Object_spcId>\n  1-A\n</Object_spcId>', { 'Object Id': '1-A' }],
    ['CDATA', '<Account_spcXML><![CDATA[<a/>]]></Account_spcXML>', { 'Account XML': '<a/>' }],
    ['an empty property', '<c:Account_spcXML/>', { 'Account XML': '' }],
    ['what is only answered', '<c:Error_spcCode/><c:Error_spcMessage>x</c:Error_spcMessage>', {}],
    ['the list element', LIST, { 'Account Message': ['Tyne'] }],
    ['the list element in no namespace', LIST.replace(/ xmlns="[^"]*"/, ''), { 'Account Message': ['Tyne'] }],
    ['an empty list element', '<ListOfCutSampleAccountIo/>', { 'Account Message': [] }],
    ['the list element in SiebelMessage', `<SiebelMessage>${LIST}</SiebelMessage>`, { 'Account Message': ['Tyne'] }],
    [
      'the list element in SiebelMessageIn',
      `<SiebelMessageIn>${LIST}</SiebelMessageIn>`,
      { 'Account Message': ['Tyne'] },
    ],
    [
      'the list element in its property',
      `<c:Account_spcMessage>${LIST}</c:Account_spcMessage>`,
      { 'Account Message': ['Tyne'] },
    ],
    [
      'a whole document in SiebelMessage',
      `<SiebelMessage><SiebelMessage MessageId="1" IntObjectName="CUT Sample Account IO">${LIST}</SiebelMessage></SiebelMessage>`,
      { 'Account Message': ['Tyne'] },
    ],
    [
      'a SiebelMessage in no namespace inside one of the service',
      `<c:SiebelMessage><SiebelMessage>${LIST}</SiebelMessage></c:SiebelMessage>`,
      { 'Account Message': ['Tyne'] },
    ],
    [
      'a property set in the property',
      `<Account_spcMessage><PropertySet><SiebelMessage>${LIST}</SiebelMessage></PropertySet></Account_spcMessage>`,
      { 'Account Message': ['Tyne'] },
    ],
    ['an empty SiebelMessage', '<SiebelMessage/>', {}],
    [
      'any order',
      `<Account_spcXML/>${LIST}<Object_spcId>1-A</Object_spcId>`,
      { 'Object Id': '1-A', 'Account Message': ['Tyne'], 'Account XML': '' },
    ],
  ] as const) {
    it(`reads ${what}`, () => {
      expect(plain(content)).to.deep.equal(expected);
    });
  }

  for (const [what, content, errors] of [
    ['unknown arguments, all of them', '<c:One/><Two/>', [unknown('One'), unknown('Two')]],
    ['an argument in a foreign namespace', '<x:Object_spcId xmlns:x="urn:x"/>', [unknown('Object_spcId')]],
    [
      'an argument sent twice',
      '<Object_spcId/><c:Object_spcId/>',
      ["INVALID_MESSAGE: The message does not follow its schema: 'Object_spcId' is sent twice"],
    ],
    [
      'the list sent twice',
      `${LIST}<SiebelMessage>${LIST}</SiebelMessage>`,
      ["INVALID_MESSAGE: The message does not follow its schema: 'SiebelMessage' is sent twice"],
    ],
    [
      'an element in a string',
      '<Object_spcId><b/></Object_spcId>',
      ["INVALID_MESSAGE: The message does not follow its schema: 'Object_spcId' takes text, and holds element 'b'"],
    ],
    [
      'another object',
      '<ListOfCutSampleAssetIo/>',
      ["WRONG_INTEGRATION_OBJECT: Expected 'ListOfCutSampleAccountIo', found 'ListOfCutSampleAssetIo'"],
    ],
    [
      'another object in SiebelMessage',
      '<SiebelMessage><Account/></SiebelMessage>',
      ["WRONG_INTEGRATION_OBJECT: Expected 'ListOfCutSampleAccountIo', found 'Account'"],
    ],
    [
      'a document without an object in SiebelMessage',
      '<SiebelMessage><SiebelMessage/></SiebelMessage>',
      ["INVALID_MESSAGE: The message does not follow its schema: 'SiebelMessage' does not hold one integration object"],
    ],
    [
      'two objects in SiebelMessage',
      `<SiebelMessage>${LIST}${LIST}</SiebelMessage>`,
      ["INVALID_MESSAGE: The message does not follow its schema: 'SiebelMessage' holds more than one element"],
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(errorsOf(() => read(content))).to.deep.equal(errors);
    });
  }

  it('refuses an object where the operation takes none', () => {
    expect(errorsOf(() => read(LIST, SEND))).to.deep.equal([unknown('ListOfCutSampleAccountIo', SEND)]);
    expect(errorsOf(() => read('<SiebelMessage/>', SEND))).to.deep.equal([unknown('SiebelMessage', SEND)]);
  });

  it('tells line and allowed arguments', () => {
    expect(() => read('\n\n<One/>'))
      .to.throw()
      .with.property('location')
      .that.deep.equals({ argument: 'One', line: 3, allowed: ALLOWED });
  });

  it('reports no more than twenty mistakes', () => {
    expect(errorsOf(() => read('<One/>'.repeat(1_000)))).to.have.lengthOf(20);
  });

  it('takes the values of an example as they are', () => {
    const example = LIST.replace('Tyne', `&gt;= "T" OR ${'x'.repeat(200)}`);
    expect(plain(example)).to.deep.equal({ 'Account Message': [`>= "T" OR ${'x'.repeat(200)}`] });
    expect(errorsOf(() => read(example, 'CUTReceiveAccountData'))[0]).to.match(/^VALUE_TYPE/);
  });

  it('leaves what is in the list element to the decoder', () => {
    expect(errorsOf(() => read(LIST.replaceAll('Name', 'Nmae')))[0]).to.match(/^UNKNOWN_ELEMENT/);
  });
});

function unknown(argument: string, name = GET): string {
  return `UNKNOWN_ARGUMENT: Operation ${name} has no argument '${argument}'`;
}
