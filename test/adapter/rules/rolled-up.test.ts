import { expect } from 'chai';
import { topmostWithValue } from '../../../src/adapter/rules/rolled-up.ts';

/** Rows as `name: value < row above`; `-` is no value. */
const CASES: readonly { what: string; rows: string; counted: string }[] = [
  { what: 'rows next to each other', rows: 'a:1 b:2 c:-', counted: '1 2' },
  { what: 'a row that contains another', rows: 'a:3 b:1<a c:2<a', counted: '3' },
  { what: 'rows below one without a value', rows: 'a:- b:1<a c:2<a', counted: '1 2' },
  { what: 'a row below one without a value below one with a value', rows: 'c:1<b b:-<a a:5', counted: '5' },
  { what: 'rows below one that is not among them', rows: 'a:1<z b:2<a', counted: '1' },
  { what: 'a row below a circle', rows: 'a:-<b b:-<a c:1<a d:2<b', counted: '1 2' },
  { what: 'a circle', rows: 'a:1<b b:2<a', counted: '' },
];

describe('of rows whose value contains those of the rows below, a sum counts the topmost', () => {
  for (const { what, rows, counted } of CASES) {
    it(what, () => {
      const parsed = rows.split(' ').map((row) => /^(\w):(.)(?:<(\w))?$/.exec(row) ?? []);
      const values = new Map(parsed.map(([, name = '', value]) => [name, value === '-' ? undefined : value]));
      const above = new Map(parsed.map(([, name = '', , parent]) => [name, parent ?? null]));
      expect(topmostWithValue(values, (row) => above.get(row) ?? null).join(' ')).to.equal(counted);
    });
  }
});
