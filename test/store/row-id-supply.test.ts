import { expect } from 'chai';
import { rowIdSupply } from '../../src/store/row-id-supply.ts';

describe('rowIdSupply', () => {
  it('hands out each row id once, in order, and fails rather than invent one', () => {
    const next = rowIdSupply(['1-1', '1-2']);
    expect([next(), next()]).to.deep.equal(['1-1', '1-2']);
    expect(next).to.throw(RangeError);
  });
});
