import { expect } from 'chai';
import { nearestName, suggestion } from '../../src/errors/near-names.ts';

const MANY = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'india'];

/** Wrong name, known names, what is suggested. */
const CASES: readonly (readonly [string, readonly string[], string])[] = [
  ['NAEM', ['NAME', 'LOC'], "; did you mean 'NAME'?"],
  ['name', ['NAME'], "; did you mean 'NAME'?"],
  ['ROLE', ['ROLE_DESCRIPTION', 'NAME'], "; did you mean 'ROLE_DESCRIPTION'?"],
  ['Colour', ['Red', 'Green', 'Red'], "; there is 'Red', 'Green'"],
  ['zulu-zulu', MANY, ''],
  ['anything', [], ''],
];

describe('suggestion', () => {
  for (const [wrong, known, expected] of CASES) {
    it(`for ${wrong} among ${known.join(', ') || 'nothing'} is '${expected}'`, () => {
      expect(suggestion(wrong, known)).to.equal(expected);
    });
  }
});

const OPTIONS: readonly [word: string, expected: string | undefined][] = [
  ['port', 'port'],
  ['PORT', 'port'],
  ['prot', 'port'],
  ['hots', 'host'],
  ['dataDri', 'dataDir'],
  ['completelyDifferent', undefined],
  ['', undefined],
];

describe('nearestName', () => {
  for (const [word, expected] of OPTIONS)
    it(`of '${word}' is ${expected ?? 'nothing'}`, () => {
      expect(nearestName(word, ['host', 'port', 'dataDir'])).to.equal(expected);
    });
});
