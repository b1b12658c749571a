import { expect } from 'chai';
import { CUT_LEASE } from '../../src/store/cut-tables.ts';
import { columnOf, columnsOf, shapeOf } from '../../src/store/table-columns.ts';

describe('columns of our own tables', () => {
  it('are found by name', () => {
    expect(columnsOf(CUT_LEASE, ['HOLDER', 'NAME']).map(({ name }) => name)).to.deep.equal(['HOLDER', 'NAME']);
    expect(() => columnOf(CUT_LEASE, 'HODLER')).to.throw(RangeError, 'CUT_LEASE has no column HODLER');
  });

  it('make a shape', () => {
    const { table, columns, where } = shapeOf(CUT_LEASE, ['ROW_ID'], { NAME: 'outbox' });
    expect(table).to.equal(CUT_LEASE);
    expect(columns.map((each) => each?.column.name)).to.deep.equal(['ROW_ID']);
    expect(where.map(({ column, value }) => [column.column.name, value])).to.deep.equal([['NAME', 'outbox']]);
  });
});
