import { expect } from 'chai';
import {
  characterCount,
  characterPosition,
  firstCharacters,
  lastCharacters,
  middleCharacters,
} from '../../../src/model/data-types/characters.ts';

const CASES: readonly (readonly [call: string, result: string | number, expected: string | number])[] = [
  ['count of abc', characterCount('abc'), 3],
  ['count of a😀b', characterCount('a😀b'), 3],
  ['first 2 of abc', firstCharacters('abc', 2), 'ab'],
  ['first 2 of a😀b', firstCharacters('a😀b', 2), 'a😀'],
  ['first 9 of abc', firstCharacters('abc', 9), 'abc'],
  ['first -1 of abc', firstCharacters('abc', -1), ''],
  ['last 2 of abc', lastCharacters('abc', 2), 'bc'],
  ['last 2 of a😀b', lastCharacters('a😀b', 2), '😀b'],
  ['last 9 of a😀b', lastCharacters('a😀b', 9), 'a😀b'],
  ['last 0 of abc', lastCharacters('abc', 0), ''],
  ['2 and on of abc', middleCharacters('abc', 2), 'bc'],
  ['2 and on of a😀b', middleCharacters('a😀b', 2), '😀b'],
  ['1 from 2 of a😀b', middleCharacters('a😀b', 2, 1), '😀'],
  ['2 from 0 of abc', middleCharacters('abc', 0, 2), ''],
  ['0 from 1 of abc', middleCharacters('abc', 1, 0), ''],
  ['position of c in abc', characterPosition('abc', 'c', 1), 3],
  ['position of a in aba, from 2', characterPosition('aba', 'a', 2), 3],
  ['position of b in 😀b', characterPosition('😀b', 'b', 1), 2],
  ['position of 😀 in 😀a😀, from 2', characterPosition('😀a😀', '😀', 2), 3],
  ['position of x in 😀b', characterPosition('😀b', 'x', 1), 0],
  ['position of x in abc', characterPosition('abc', 'x', 1), 0],
];

describe('characters', () => {
  for (const [call, result, expected] of CASES) {
    it(`${call}: ${expected === '' ? 'nothing' : expected}`, () => expect(result).to.equal(expected));
  }
});
