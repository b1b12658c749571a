import { expect } from 'chai';
import { writeAnswer } from '../../src/soap/write-answer.ts';
import type { PropertyValue } from '../../src/workflow/process-runner.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { instanceList } from '../support/instances.ts';
import { integrationObject } from '../support/model.ts';
import { encoder } from './test-codec.ts';
import { operation } from './test-operations.ts';

const OURS = 'http://siebel.com/CustomUI';
const ACCOUNTS = integrationObject('CUT Sample Account IO');

const ANSWER: ReadonlyMap<string, PropertyValue> = new Map<string, PropertyValue>([
  ['Object Id', '1-A & <B>'],
  ['Account XML', '<SiebelMessage/>'],
  ['Account Message', instanceList(ACCOUNTS, { Name: 'Tyne' })],
  ['Input: Siebel Int Object Name', 'never answered'],
]);

describe('writeAnswer', () => {
  const write = (style: 'document' | 'rpc', properties = ANSWER) =>
    parseXml(writeAnswer({ operation: operation('CUTGetAccountData'), style }, properties, encoder));

  it('answers document style with qualified parts, by name, the payload in its own namespace', () => {
    const { name, namespace, children } = write('document');
    expect([name, namespace]).to.deep.equal(['CUTGetAccountData_Output', OURS]);
    expect(children.map((part) => [part.name, part.namespace, part.text])).to.deep.equal([
      ['ListOfCutSampleAccountIo', ACCOUNTS.namespace, ''],
      ['Account_spcXML', OURS, '<SiebelMessage/>'],
      ['Error_spcCode', OURS, ''],
      ['Error_spcMessage', OURS, ''],
      ['Object_spcId', OURS, '1-A & <B>'],
    ]);
    expect(children[0]?.children[0]?.children.map(({ name: tag, text }) => [tag, text])).to.deep.equal([
      ['Name', 'Tyne'],
    ]);
  });

  it('answers rpc style with unqualified parts, the payload in SiebelMessage', () => {
    const { name, namespace, children } = write('rpc');
    expect([name, namespace]).to.deep.equal(['CUTGetAccountDataResponse', OURS]);
    expect(children.map((part) => [part.name, part.namespace])).to.deep.equal([
      ['SiebelMessage', ''],
      ['Account_spcXML', ''],
      ['Error_spcCode', ''],
      ['Error_spcMessage', ''],
      ['Object_spcId', ''],
    ]);
    expect(children[0]?.children.map((list) => [list.name, list.namespace])).to.deep.equal([
      ['ListOfCutSampleAccountIo', ACCOUNTS.namespace],
    ]);
  });

  it('leaves out what has no value, but for the error properties', () => {
    expect(write('document', new Map()).children.map(({ name }) => name)).to.deep.equal([
      'Error_spcCode',
      'Error_spcMessage',
    ]);
  });
});
