import { expect } from 'chai';
import { byTable } from '../../../src/store/sqlite/by-table.ts';
import { ACCOUNT, deleteOf, insertOf, ORGANIZATION, updateOf } from '../tables.ts';

describe('changes, brought into an order by table', () => {
  const account = (name: string) => insertOf(ACCOUNT, `1-${name}`, { NAME: name });
  const unit = (name: string) => insertOf(ORGANIZATION, `1-${name}`, { NAME: name });

  /** ROW_IDs, those of a run of inserts together. */
  const runsOf = (changes: Parameters<typeof byTable>[0]): string[] =>
    byTable(changes).map((run) => ('kind' in run ? run.rowId : run.rows.map(({ rowId }) => rowId).join(' ')));

  it('have the inserts of a table one after the other, in their order', () => {
    expect(runsOf([account('A'), unit('U'), account('B'), unit('V')])).to.deep.equal(['1-A 1-B', '1-U 1-V']);
  });

  it('move no insert over an update or a delete', () => {
    const changes = [
      account('A'),
      unit('U'),
      updateOf(ACCOUNT, '1-A', { NAME: 'x' }),
      account('B'),
      deleteOf(ORGANIZATION, '1-U'),
      account('C'),
    ];
    expect(runsOf(changes)).to.deep.equal(['1-A', '1-U', '1-A', '1-B', '1-U', '1-C']);
  });

  it('may be none', () => {
    expect(byTable([])).to.deep.equal([]);
  });
});
