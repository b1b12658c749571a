import { expect } from 'chai';
import { missingReferences } from '../../../src/outbound/transports/references.ts';

const SOURCES = { environment: { THERE: 'x', EMPTY: '' }, directory: '/nowhere' };

describe('what is missing of what an entry refers to', () => {
  const cases: readonly (readonly [what: string, entry: unknown, missing: readonly string[]])[] = [
    ['is nothing where it refers to nothing', { url: 'http://127.0.0.1/', basic: { user: 'cut' }, port: 1 }, []],
    ['is nothing where all is there', { url: { env: 'THERE' } }, []],
    [
      'is everything, at whatever depth',
      { url: { env: 'NOWHERE' }, basic: { user: { env: 'EMPTY' }, password: { file: 'secret' } } },
      [
        'the environment variable NOWHERE is not set',
        'the environment variable EMPTY is not set',
        'the file secret cannot be read (ENOENT)',
      ],
    ],
    [
      'is named once',
      { a: { env: 'NOWHERE' }, b: [{ env: 'NOWHERE' }] },
      ['the environment variable NOWHERE is not set'],
    ],
  ];
  for (const [what, entry, missing] of cases) {
    it(what, () => expect(missingReferences(entry, SOURCES)).to.deep.equal(missing));
  }
});
