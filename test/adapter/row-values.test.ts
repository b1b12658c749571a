import { expect } from 'chai';
import { RowShape } from '../../src/adapter/row-shape.ts';
import { RowValues } from '../../src/adapter/row-values.ts';
import type { Column } from '../../src/model/model.ts';
import { makeTable } from '../store/tables.ts';

const NAMES = Array.from({ length: 12_000 }, (_, number) => `C${number}`);
const TABLE = makeTable(
  'WIDE',
  NAMES.map((name) => ({ name, type: { kind: 'nvarchar', length: 50 } })),
);
const COLUMNS = NAMES.map((name) => TABLE.columns.get(name) as Column);

function rowOf(...values: readonly [column: number, value: string | null][]): RowValues {
  const row = new RowValues();
  for (const [column, value] of values) row.set(COLUMNS[column] as Column, value);
  return row;
}

describe('the values of a row that is to be written', () => {
  it('are there by column, in the order in which they came', () => {
    const row = rowOf([3, 'c'], [1, null], [3, 'd']);
    expect(row.columns.map(({ name }) => name)).to.deep.equal(['C3', 'C1']);
    expect(row.values).to.deep.equal(['d', null]);
    expect(row.get(COLUMNS[1] as Column)).to.equal(null);
    expect(row.get(COLUMNS[2] as Column)).to.equal(undefined);
    expect(row.isEmpty).to.equal(false);
    expect(new RowValues().isEmpty).to.equal(true);
  });

  it('share the list of their columns with those of other rows', () => {
    expect(rowOf([1, 'a'], [2, 'b']).columns).to.equal(rowOf([1, 'x'], [2, null]).columns);
    expect(rowOf([2, 'b'], [1, 'a']).columns).not.to.equal(rowOf([1, 'a'], [2, 'b']).columns);
    expect(rowOf([1, 'a'], [3, 'b']).columns).not.to.equal(rowOf([1, 'a'], [2, 'b']).columns);
    expect(Object.isFrozen(rowOf([1, 'a']).columns)).to.equal(true);
  });

  it('remember no more lists than data that means something has', () => {
    const before = RowShape.empty;
    const early = rowOf([0, 'a']);
    for (const column of COLUMNS) new RowValues().add(column, 'x');
    expect(RowShape.empty).not.to.equal(before);
    early.add(COLUMNS[1] as Column, 'b');
    expect(early.columns.map(({ name }) => name)).to.deep.equal(['C0', 'C1']);
  });
});
