import { expect } from 'chai';
import {
  ForeignKeyViolation,
  type Row,
  type RowChange,
  RowGone,
  type Store,
  UniqueViolation,
} from '../../src/store/store.ts';
import { ACCOUNT, deleteOf, insertOf, ORGANIZATION, STAMP, shapeOf, updateOf } from './tables.ts';

/** What the savepoints of every store do. `open` gives an empty database with the tables of `tables.ts`; the suite closes it. */
export function describeSavepoints(open: () => Promise<Store>): void {
  describe('savepoints', () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
      await store.write((transaction) =>
        transaction.apply([insertOf(ORGANIZATION, '0-R9NH', { NAME: 'Default Organization' })], STAMP),
      );
    });
    afterEach(() => store.close());

    const tyne = insertOf(ACCOUNT, '1-A', { NAME: 'Tyne' });
    const wear = insertOf(ACCOUNT, '1-B', { NAME: 'Wear' });
    const tees = insertOf(ACCOUNT, '1-C', { NAME: 'Tees' });

    const accounts = async (): Promise<readonly string[]> => {
      const select = {
        shape: shapeOf(ACCOUNT, ['NAME']),
        condition: { kind: 'all' as const, of: [] },
        limit: 100,
      };
      const rows: readonly Row[] = await store.read((reader) => reader.select(select));
      return rows.map(([name]) => name ?? '');
    };

    it('keep what their work wrote, and give what it resolves to', async () => {
      const answer = await store.write(async (transaction) => {
        await transaction.apply([tyne], STAMP);
        return transaction.savepoint(async () => {
          await transaction.apply([wear], STAMP);
          return 'done';
        });
      });
      expect(answer).to.equal('done');
      expect(await accounts()).to.deep.equal(['Tyne', 'Wear']);
    });

    it('undo what their work wrote when it rejects, and the transaction goes on', async () => {
      const reason = new Error('changed my mind');
      const seen = await store.write(async (transaction) => {
        await transaction.apply([tyne], STAMP);
        const undone = transaction.savepoint(async () => {
          await transaction.apply([wear, updateOf(ACCOUNT, '1-A', { NAME: 'Tyne 2' })], STAMP);
          throw reason;
        });
        const error = await failure(undone);
        await transaction.apply([tees], STAMP);
        return error;
      });
      expect(seen).to.equal(reason);
      expect(await accounts()).to.deep.equal(['Tyne', 'Tees']);
    });

    const refusals: readonly { title: string; changes: RowChange[]; error: new (...args: never[]) => Error }[] = [
      {
        title: 'a unique key that is taken',
        changes: [wear, insertOf(ACCOUNT, '1-A', { NAME: 'Tyne' })],
        error: UniqueViolation,
      },
      { title: 'a row that is gone', changes: [wear, deleteOf(ACCOUNT, '1-X')], error: RowGone },
      {
        title: 'a foreign key that names no row, at their end',
        changes: [wear, updateOf(ACCOUNT, '1-A', { PAR_OU_ID: '1-X' })],
        error: ForeignKeyViolation,
      },
    ];
    for (const { title, changes, error } of refusals) {
      it(`refuse ${title}, and the transaction goes on`, async () => {
        const refused = await store.write(async (transaction) => {
          await transaction.apply([tyne], STAMP);
          const reason = await failure(transaction.savepoint(() => transaction.apply(changes, STAMP)));
          await transaction.apply([tees], STAMP);
          return reason;
        });
        expect(refused).to.be.instanceOf(error);
        expect(await accounts()).to.deep.equal(['Tyne', 'Tees']);
      });
    }

    it('reject with an error that their work swallowed', async () => {
      const refused = await store.write(async (transaction) =>
        failure(
          transaction.savepoint(async () => {
            await transaction.apply([wear, deleteOf(ACCOUNT, '1-X')], STAMP).catch(() => undefined);
            await transaction.allocateRowIds(1).catch(() => undefined);
          }),
        ),
      );
      expect(refused).to.be.instanceOf(RowGone);
      expect(await accounts()).to.deep.equal([]);
    });

    it('may lie in each other: the outer one decides over what the inner one kept', async () => {
      await store.write(async (transaction) => {
        const outer = transaction.savepoint(async () => {
          await transaction.savepoint(() => transaction.apply([tyne], STAMP));
          await failure(transaction.savepoint(() => transaction.apply([wear, deleteOf(ACCOUNT, '1-X')], STAMP)));
          await transaction.apply([tees], STAMP);
          throw new Error('changed my mind');
        });
        await failure(outer);
        await transaction.savepoint(() => transaction.apply([wear], STAMP));
      });
      expect(await accounts()).to.deep.equal(['Wear']);
    });

    it('are undone with a work that fails after them', async () => {
      const work = store.write(async (transaction) => {
        await transaction.savepoint(() => transaction.apply([tyne], STAMP));
        throw new Error('changed my mind');
      });
      expect(String(await failure(work))).to.match(/changed my mind/);
      expect(await accounts()).to.deep.equal([]);
    });

    it('give back the numbers of a sequence, but no ROW_ID', async () => {
      const { numbers, rowIds } = await store.write(async (transaction) => {
        const rowIds: string[] = [];
        const numbers: number[] = [];
        const take = async (): Promise<void> => {
          numbers.push(await transaction.nextSequence('a', 2));
          rowIds.push(...(await transaction.allocateRowIds(2)));
        };
        await take();
        await failure(
          transaction.savepoint(async () => {
            await take();
            throw new Error('changed my mind');
          }),
        );
        await take();
        return { numbers, rowIds };
      });
      expect(numbers).to.deep.equal([1, 3, 3]);
      expect(new Set(rowIds).size).to.equal(6);
    });

    it('may delete what a foreign key outside of them holds only when it is let go in time', async () => {
      const work = store.write(async (transaction) => {
        await transaction.apply([tyne], STAMP);
        await transaction.savepoint(() => transaction.apply([deleteOf(ACCOUNT, '1-A')], STAMP));
        await transaction.apply([insertOf(ACCOUNT, '1-B', { NAME: 'Wear', PAR_OU_ID: '1-A' })], STAMP);
      });
      expect(await failure(work)).to.be.instanceOf(ForeignKeyViolation);
      expect(await accounts()).to.deep.equal([]);
    });
  });
}

/** What `promise` rejects with. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  );
}
