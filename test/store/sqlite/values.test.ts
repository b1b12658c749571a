import { expect } from 'chai';
import { toCanonical } from '../../../src/store/sqlite/values.ts';

describe('a stored value in canonical form', () => {
  const cases: readonly [string | number | null, string | null][] = [
    [null, null],
    ['1e5 ', '1e5 '],
    [0, '0'],
    [-0, '0'],
    [61.2, '61.2'],
    [-12, '-12'],
    [1e15, '1000000000000000'],
    [1e21, '1000000000000000000000'],
    [-1.25e22, '-12500000000000000000000'],
    [1e-7, '0.0000001'],
    [-1.2345e-7, '-0.00000012345'],
  ];
  for (const [stored, canonical] of cases) {
    it(`of ${JSON.stringify(stored)} is ${canonical}`, () => {
      expect(toCanonical(stored)).to.equal(canonical);
    });
  }

  it('refuses what the store never writes', () => {
    expect(() => toCanonical(new Uint8Array())).to.throw(TypeError, /BLOB/);
    expect(() => toCanonical(1n)).to.throw(TypeError, /bigint/);
  });
});
