import { expect } from 'chai';
import { suggestion } from '../../src/model/near-names.ts';

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
