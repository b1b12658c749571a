import { expect } from 'chai';
import { canonicalDecimal, numericPositions } from '../../../src/store/sqlserver/values.ts';
import { ASSET, shapeOf } from '../tables.ts';

const DECIMALS: readonly (readonly [written: string | null, canonical: string | null])[] = [
  ['61.2000000', '61.2'],
  ['10.0000000', '10'],
  ['100', '100'],
  ['0.0000000', '0'],
  ['-.5000000', '-0.5'],
  ['.0000001', '0.0000001'],
  ['-0.0000000', '0'],
  [null, null],
];

describe('values of SQL Server', () => {
  for (const [written, canonical] of DECIMALS) {
    it(`${written} is ${canonical}`, () => expect(canonicalDecimal(written)).to.equal(canonical));
  }

  it('are numbers where the columns are', () => {
    expect(numericPositions({ ...shapeOf(ASSET, ['TEXT', 'AMOUNT', 'QTY']) })).to.deep.equal([1, 2]);
    expect(numericPositions({ ...shapeOf(ASSET, ['DAY']), columns: [null] })).to.deep.equal([]);
  });
});
