import { expect } from 'chai';
import { sumOfProducts } from '../../../src/model/data-types/decimal-arithmetic.ts';

const CASES: readonly { what: string; rows: readonly (readonly string[])[]; sum: string | null }[] = [
  { what: 'nothing', rows: [], sum: '0' },
  { what: 'what floating point gets wrong', rows: [['0.1'], ['0.2']], sum: '0.3' },
  { what: 'positive and negative numbers', rows: [['2.5'], ['-10'], ['7.5']], sum: '0' },
  { what: 'the smallest next to large ones', rows: [['12345678.1234567'], ['0.0000001']], sum: '12345678.1234568' },
  {
    what: 'products',
    rows: [
      ['3', '1.1'],
      ['2', '0.05'],
    ],
    sum: '3.4',
  },
  {
    what: 'products that are rounded only together',
    rows: [
      ['0.0000001', '0.4'],
      ['0.0000001', '0.4'],
    ],
    sum: '0.0000001',
  },
  { what: 'a half, away from zero', rows: [['-0.0000001', '0.5']], sum: '-0.0000001' },
  { what: 'as many decimals as leave 15 digits', rows: [['99999999.9999999'], ['1.1234567']], sum: '100000001.123457' },
  { what: 'the largest', rows: [['999999999999998'], ['1']], sum: '999999999999999' },
  { what: 'what is too large', rows: [['999999999999999'], ['1']], sum: null },
  { what: 'what is too large only when it is rounded', rows: [['999999999999999'], ['0.5']], sum: null },
];

describe('sumOfProducts', () => {
  for (const { what, rows, sum } of CASES) {
    it(`${what}: ${rows.map((row) => row.join(' x ')).join(' + ')} = ${sum}`, () => {
      expect(sumOfProducts(rows)).to.equal(sum);
    });
  }
});
