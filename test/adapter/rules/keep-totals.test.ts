import { expect } from 'chai';
import { ForeignKeyViolation } from '../../../src/store/store.ts';
import { RuleDatabase } from './rule-database.ts';
import { HEAD } from './rule-tables.ts';
import { STORED_LINES, TOTALS_CASES } from './totals-cases.ts';

describe('the totals of a table', () => {
  let database: RuleDatabase;

  beforeEach(async () => {
    database = await RuleDatabase.create();
    await database.write(...STORED_LINES);
  });
  afterEach(() => database.remove());

  it('are the sums of the lines, their products, and the sum of those that contain the others', async () => {
    expect(await database.rows(HEAD, ['TOTAL', 'WORTH', 'ROLLED'], ['h', 'i', 'j'])).to.deep.equal({
      h: ['12.5', null, '10'],
      i: ['5', '3.3', '5'],
      j: ['7', null, null],
    });
  });

  describe('are kept right', () => {
    for (const { what, plan, written, reads } of TOTALS_CASES) {
      it(what, async () => {
        const result = await database.write(...plan);
        expect(result.refused).to.deep.equal([]);
        expect(result.changes).to.have.members(written).and.to.have.length(written.length);
        expect(result.reads).to.equal(reads);
      });
    }
  });

  it('that have more digits than a number keeps are refused', async () => {
    const { refused } = await database.write('update LINE m QTY=9999999999 PRICE=999999');
    expect(refused.map(({ message, location }) => ({ message, location }))).to.deep.equal([
      {
        message:
          "'the sum of the lines' does not fit field WORTH, which takes at most 15 digits before the decimal point",
        location: { field: 'WORTH' },
      },
    ]);
  });

  it('do not hinder the store in refusing a header that is not there', async () => {
    const error = await database.write('insert LINE o HEAD=z AMOUNT=1').catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ForeignKeyViolation).and.to.deep.include({ table: 'LINE', column: 'HEAD' });
  });
});
