import { expect } from 'chai';
import { MOST_LEVELS } from '../../../src/adapter/rules/ancestors.ts';
import { MOST_MOVED } from '../../../src/adapter/rules/keep-hierarchy.ts';
import { ForeignKeyViolation, RowGone } from '../../../src/store/store.ts';
import { CIRCLES, HIERARCHY_CASES, STORED_NODES } from './hierarchy-cases.ts';
import { RuleDatabase } from './rule-database.ts';
import { NODE } from './rule-tables.ts';

describe('the hierarchy of a table', () => {
  let database: RuleDatabase;

  beforeEach(async () => {
    database = await RuleDatabase.create();
    await database.write(...STORED_NODES, 'insert FOLDER f', 'insert FOLDER g PARENT=f');
  });
  afterEach(() => database.remove());

  describe('keeps the root of each row', () => {
    for (const { what, plan, written, reads } of HIERARCHY_CASES) {
      it(what, async () => {
        const result = await database.write(...plan);
        expect(result.refused).to.deep.equal([]);
        expect(result.changes).to.deep.equal(written);
        expect(result.reads).to.equal(reads);
      });
    }
  });

  describe('refuses a circle', () => {
    for (const { what, plan, value } of CIRCLES) {
      it(what, async () => {
        const { refused } = await database.write(...plan);
        expect(refused).to.have.length(1);
        expect(refused[0]).to.deep.include({ key: 'HIERARCHY' });
        expect(refused[0]?.message).to.match(/above each other in a circle/);
        expect(refused[0]?.location).to.deep.include({ value });
      });
    }
  });

  it('names the column when nobody says where in the message the parent is', async () => {
    const { refused } = await database.write('update NODE a PARENT=c');
    expect(refused[0]?.message).to.equal(
      "'c' of field PARENT cannot be above this record: the records would be above each other in a circle",
    );
    expect(refused[0]?.location).to.deep.equal({ field: 'PARENT', value: 'c' });
  });

  it('does not touch a circle that was stored before there were rules, but puts nothing below it', async () => {
    await database.writePlain('insert NODE o PARENT=p', 'insert NODE p PARENT=o');
    expect((await database.write('update NODE o NAME=O')).refused).to.deep.equal([]);
    expect((await database.write('insert NODE q PARENT=o')).refused[0]?.location).to.deep.include({ value: 'o' });
    expect((await database.write('update NODE o PARENT=null')).changes).to.deep.equal([
      'update NODE o PARENT=null ROOT=o',
      'update NODE p ROOT=o',
    ]);
  });

  it('derives the roots of rows that were stored without, from where a row is placed', async () => {
    await database.writePlain('insert NODE r', 'insert NODE s PARENT=r', 'insert NODE t PARENT=s');
    expect((await database.write('insert NODE u PARENT=t')).changes).to.deep.equal(['insert NODE u PARENT=t ROOT=r']);
    expect((await database.write('update NODE s PARENT=a')).changes).to.deep.equal([
      'update NODE s PARENT=a ROOT=a',
      'update NODE t ROOT=a',
      'update NODE u ROOT=a',
    ]);
  });

  for (const plan of [
    ['insert NODE d PARENT=z'],
    ['update NODE c PARENT=z'],
    ['delete NODE y', 'insert NODE d PARENT=y'],
  ]) {
    it(`lets the store refuse a parent that is not there: ${plan.join(', ')}`, async () => {
      const error = await database.write(...plan).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(ForeignKeyViolation).and.to.deep.include({ table: 'NODE', column: 'PARENT' });
    });
  }

  it('lets the store refuse the change of a row that is not there', async () => {
    const error = await database.write('update NODE z ROOT=a').catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RowGone);
  });

  describe('is bounded', () => {
    const chain = (length: number): string[] =>
      Array.from({ length }, (_, level) => `insert NODE n${level} PARENT=${level === 0 ? 'null' : `n${level - 1}`}`);

    it(`to ${MOST_LEVELS} levels, stored and new ones together`, async () => {
      expect((await database.write(...chain(MOST_LEVELS))).refused).to.deep.equal([]);
      const last = `n${MOST_LEVELS - 1}`;
      const { refused } = await database.write(`insert NODE m PARENT=${last}`, `insert NODE n PARENT=${last}`);
      expect(refused.map(({ location }) => location.value)).to.deep.equal([last, last]);
      expect(refused[0]?.message).to.match(/more than 100 levels/);
    });

    it('in the levels of one message', async () => {
      const { refused, reads } = await database.write(...chain(MOST_LEVELS + 1));
      expect(refused.map(({ location }) => location.value)).to.deep.equal([`n${MOST_LEVELS - 1}`]);
      expect(reads).to.equal(0);
    });

    it('in the levels below a row that moves', async () => {
      await database.write(...chain(MOST_LEVELS));
      const { refused } = await database.write('update NODE n1 PARENT=c');
      expect(refused.map(({ location }) => location.value)).to.deep.equal(['c']);
      expect((await database.rows(NODE, ['ROOT'], ['n1', 'n99'])).n99).to.deep.equal(['n0']);
    });

    it('in the rows below a row that moves', async () => {
      await database.writePlain(...Array.from({ length: MOST_MOVED + 1 }, (_, row) => `insert NODE n${row} PARENT=y`));
      const { refused } = await database.write('update NODE y PARENT=a');
      expect(refused[0]?.message).to.match(/more than 100000 records are below it/);
      expect(refused[0]?.location).to.deep.include({ value: 'a' });
    }).timeout(20_000);

    it('in what it reads of a chain that was stored before there were rules', async () => {
      await database.writePlain(...chain(3 * MOST_LEVELS));
      const { refused, reads } = await database.write(`insert NODE m PARENT=n${3 * MOST_LEVELS - 1}`);
      expect(refused[0]?.message).to.match(/more than 100 levels/);
      expect(reads).to.equal(MOST_LEVELS + 1);
    });
  });
});
