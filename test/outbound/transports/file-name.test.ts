import { expect } from 'chai';
import { fileName } from '../../../src/outbound/transports/file-name.ts';

const MESSAGE = {
  messageId: '1-2K-0a1b2c3d',
  sequence: '1234',
  created: '2026-11-26 13:05:09',
  process: 'CUT Send Account Data',
  objectId: '1-3',
  payload: '',
};

const CASES: readonly [pattern: string, parts: Partial<typeof MESSAGE>, name: string][] = [
  ['{messageId}.xml', {}, '1-2K-0a1b2c3d.xml'],
  ['{process}_{objectId}_{messageId}.xml', {}, 'CUT-Send-Account-Data_1-3_1-2K-0a1b2c3d.xml'],
  ['order-{objectId}.{messageId}.{messageId}.txt', { messageId: '1-2' }, 'order-1-3.1-2.1-2.txt'],
  ['{sequence}.xml', {}, '0000001234.xml'],
  ['{sequence}.xml', { sequence: '2147483647' }, '2147483647.xml'],
  ['{created}_{sequence}.xml', {}, '20261126T130509Z_0000001234.xml'],
  ['{process}.xml', { process: '../../etc/passwd' }, '-etc-passwd.xml'],
  ['{objectId}.xml', { objectId: '.hidden' }, '-hidden.xml'],
  ['{objectId}.xml', { objectId: 'a\\b:c\u0000d\ne' }, 'a-b-c-d-e.xml'],
  ['{process}.xml', { process: '\u00dcberf\u00e4llig' }, '-berf-llig.xml'],
  ['{process}.xml', { process: 'x'.repeat(300) }, `${'x'.repeat(60)}.xml`],
  ['{process}.xml', { process: '{messageId}' }, '-messageId-.xml'],
];

describe('fileName', () => {
  for (const [pattern, parts, name] of CASES)
    it(`makes ${name} of ${pattern}`, () => {
      expect(fileName(pattern, { ...MESSAGE, ...parts })).to.equal(name);
    });

  it('gives names that sort as the messages of an object were put out', () => {
    const names = ['9', '10', '99', '100'].map((sequence) =>
      fileName('{sequence}_{messageId}', { ...MESSAGE, sequence }),
    );
    expect(names.toSorted()).to.deep.equal(names);
  });
});
