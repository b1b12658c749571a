import { expect } from 'chai';
import { nearest } from '../../src/config/nearest.ts';

const cases: readonly [word: string, expected: string | undefined][] = [
  ['port', 'port'],
  ['PORT', 'port'],
  ['prot', 'port'],
  ['hots', 'host'],
  ['dataDri', 'dataDir'],
  ['completelyDifferent', undefined],
  ['', undefined],
];

describe('nearest', () => {
  for (const [word, expected] of cases)
    it(`of '${word}' is ${expected ?? 'nothing'}`, () => {
      expect(nearest(word, ['host', 'port', 'dataDir'])).to.equal(expected);
    });
});
