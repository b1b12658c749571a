import { expect } from 'chai';
import { nextTurn } from '../../src/policies/hops.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { OtherProgram } from '../support/other-program.ts';

describe('the turns that partners take with an object', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.remove());

  /** Counts after each of these changes, made by the partners named; `undefined` is anybody else. */
  const turnsOf = async (...changes: readonly (readonly (string | undefined)[])[]): Promise<readonly number[]> => {
    const counts: number[] = [];
    for (const origins of changes) {
      const object = { objectId: '1-A', notes: [], origins: new Set(origins) };
      counts.push(
        await database.store.write(async (transaction) => {
          const { hops, changes: made } = await nextTurn(transaction, 'Tickets', object);
          await transaction.apply(made, STAMP);
          return hops;
        }),
      );
    }
    return counts;
  };

  it('go up each time that it is the other one’s', async () => {
    expect(await turnsOf(['a'], ['b'], ['a'], ['b'])).to.deep.equal([1, 2, 3, 4]);
  });

  it('stay as long as it is the same one’s', async () => {
    expect(await turnsOf(['a'], ['a'], ['b'], ['b'])).to.deep.equal([1, 1, 2, 2]);
  });

  it('go up when several were faster than we, whoever they were', async () => {
    expect(await turnsOf(['a', 'b'], ['a', 'b'], ['a'])).to.deep.equal([1, 2, 3]);
  });

  it('begin anew when anybody else has changed it', async () => {
    expect(await turnsOf(['a'], ['b'], [undefined, 'a'], ['b'])).to.deep.equal([1, 2, 0, 1]);
    expect(await turnsOf([undefined], [undefined])).to.deep.equal([0, 0]);
  });

  it('begin anew after ten minutes without one', async () => {
    expect(await turnsOf(['a'], ['b'])).to.deep.equal([1, 2]);
    const elevenMinutesAgo = new Date(Date.now() - 660_000).toISOString().slice(0, 19).replace('T', ' ');
    await new OtherProgram(database.directory).run(`UPDATE CUT_POLICY_HOP SET LAST_UPD = '${elevenMinutesAgo}'`);
    expect(await turnsOf(['a'], ['b'])).to.deep.equal([1, 2]);
  });
});
