import { expect } from 'chai';
import { sortOrder } from '../../src/store/sort-order.ts';
import { ACCOUNT, ASSET, referenceTo, shapeOf } from './tables.ts';

describe('sortOrder', () => {
  const name = { column: referenceTo(ACCOUNT, 'NAME'), descending: true };
  const rowId = { column: referenceTo(ACCOUNT, 'ROW_ID') };
  const shape = shapeOf(ACCOUNT, ['NAME']);

  it('ends with ROW_ID, so that no two rows have one place', () => {
    expect(sortOrder({ shape })).to.deep.equal([rowId]);
    expect(sortOrder({ shape, orderBy: [name] })).to.deep.equal([name, rowId]);
  });

  it('has no column twice', () => {
    expect(sortOrder({ shape, orderBy: [rowId, name, { column: name.column }] })).to.deep.equal([rowId, name]);
  });

  it('is as asked where a table has no ROW_ID', () => {
    const columns = new Map([...ASSET.columns].filter(([column]) => column !== 'ROW_ID'));
    const orderBy = [{ column: referenceTo(ASSET, 'TEXT') }];
    expect(sortOrder({ shape: { ...shape, table: { ...ASSET, columns } }, orderBy })).to.deep.equal(orderBy);
  });
});
