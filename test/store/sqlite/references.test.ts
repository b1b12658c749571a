import { expect } from 'chai';
import { References } from '../../../src/store/sqlite/references.ts';
import { ACCOUNT, ORGANIZATION } from '../tables.ts';

describe('the foreign keys among tables', () => {
  const parent = { table: 'S_ORG_EXT', column: 'PAR_OU_ID', references: 'S_ORG_EXT' };
  const unit = { table: 'S_ORG_EXT', column: 'BU_ID', references: 'S_BU' };

  it('are known from both ends', () => {
    const references = new References([ACCOUNT, ORGANIZATION]);
    expect(references.from('S_ORG_EXT').get('PAR_OU_ID')).to.deep.equal(parent);
    expect(references.to('S_ORG_EXT')).to.deep.include(parent);
    expect(references.to('S_BU')).to.deep.equal([unit]);
    expect(references.from('S_BU').size).to.equal(0);
  });

  it('leave out those that point at other tables, and other tables', () => {
    const references = new References([ACCOUNT]);
    expect(references.from('S_ORG_EXT').has('BU_ID')).to.equal(false);
    expect(references.to('S_BU')).to.deep.equal([]);
    expect(references.from('S_BU').size).to.equal(0);
  });

  it('are found out once for a list of columns', () => {
    const references = new References([ACCOUNT]);
    const keys = ['BU_ID', 'PAR_OU_ID'].map((name, position) => ({ name, position, preset: null }));
    const found = references.among('S_ORG_EXT', keys);
    expect(found).to.deep.equal([{ name: 'PAR_OU_ID', position: 1, preset: null, reference: parent }]);
    expect(references.among('S_ORG_EXT', keys)).to.equal(found);
  });
});
