import { expect } from 'chai';
import type { Table } from '../../src/model/model.ts';
import {
  type Condition,
  ForeignKeyViolation,
  LARGEST_CONDITION,
  type Reader,
  type Row,
  type RowChange,
  RowGone,
  type Shape,
  type Store,
  UniqueViolation,
  type Value,
} from '../../src/store/store.ts';
import {
  ACCOUNT,
  ASSET,
  columnOf,
  deleteOf,
  equals,
  findBy,
  insertOf,
  ORGANIZATION,
  referenceTo,
  STAMP,
  shapeOf,
  updateOf,
} from './tables.ts';

/** What every store does. `open` gives an empty database with the tables of `tables.ts`; the suite closes it. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store`, () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
      await write(store, insertOf(ORGANIZATION, '0-R9NH', { NAME: 'Default Organization' }));
    });
    afterEach(() => store.close());

    it('answers a ping until it is closed', async () => {
      await store.ping();
      await store.close();
      expect(await rejection(store.ping())).to.match(/closed/);
      expect(await rejection(store.read(async () => 1))).to.match(/closed/);
      expect(await rejection(store.write(async () => 1))).to.match(/closed/);
    });

    describe('reading', () => {
      beforeEach(() =>
        write(
          store,
          insertOf(ACCOUNT, '1-A', { NAME: 'Tyne', LOC: 'York' }),
          insertOf(ACCOUNT, '1-B', { NAME: 'Tyne', LOC: 'Leeds', PAR_OU_ID: '1-A' }),
          insertOf(ACCOUNT, '1-C', { NAME: 'Wear', LOC: null, PAR_OU_ID: '1-A' }),
        ),
      );

      const names = shapeOf(ACCOUNT, ['ROW_ID', 'NAME', 'LOC']);

      const finds: readonly { title: string; by: string[]; keys: string[][]; rowIds: string[] }[] = [
        { title: 'no key', by: ['NAME'], keys: [], rowIds: [] },
        { title: 'one key of one column', by: ['NAME'], keys: [['Tyne']], rowIds: ['1-A', '1-B'] },
        { title: 'one key of several columns', by: ['NAME', 'LOC'], keys: [['Tyne', 'Leeds']], rowIds: ['1-B'] },
        {
          title: 'many keys of one column',
          by: ['ROW_ID'],
          keys: [['1-C'], ['1-A'], ['1-C'], ['1-X']],
          rowIds: ['1-A', '1-C'],
        },
        {
          title: 'many keys of several columns',
          by: ['NAME', 'LOC'],
          keys: [
            ['Tyne', 'Leeds'],
            ['Tyne', 'York'],
            ['Wear', 'York'],
          ],
          rowIds: ['1-A', '1-B'],
        },
        { title: 'text as it is written', by: ['NAME'], keys: [['tyne']], rowIds: [] },
      ];
      for (const { title, by, keys, rowIds } of finds) {
        it(`finds by ${title}, in the order of ROW_ID`, async () => {
          const [rows] = await store.read((reader) => reader.find([findBy(names, by, keys)]));
          expect(rows?.map(([rowId]) => rowId)).to.deep.equal(rowIds);
        });
      }

      it('answers several finds at once, each in its place', async () => {
        const answers = await store.read((reader) =>
          reader.find([findBy(names, ['ROW_ID'], [['1-C']]), findBy(names, ['ROW_ID'], [['1-A']])]),
        );
        expect(answers).to.deep.equal([[['1-C', 'Wear', null]], [['1-A', 'Tyne', 'York']]]);
      });

      it('joins rows by foreign key, keeps the row when a left join finds none, drops it when an inner join does', async () => {
        const joined = (kind: 'left' | 'inner'): Shape => ({
          table: ACCOUNT,
          joins: [
            { alias: 'p', kind, table: ACCOUNT, on: referenceTo(ACCOUNT, 'PAR_OU_ID') },
            { alias: 'o', kind: 'left', table: ORGANIZATION, on: referenceTo(ACCOUNT, 'BU_ID', 'p') },
          ],
          where: [{ column: referenceTo(ACCOUNT, 'BU_ID'), value: '0-R9NH' }],
          columns: [
            referenceTo(ACCOUNT, 'ROW_ID'),
            null,
            referenceTo(ACCOUNT, 'NAME', 'p'),
            referenceTo(ORGANIZATION, 'NAME', 'o'),
          ],
        });
        const keys = [['1-A'], ['1-B']];
        const [left, inner] = await store.read((reader) =>
          reader.find([findBy(joined('left'), ['ROW_ID'], keys), findBy(joined('inner'), ['ROW_ID'], keys)]),
        );
        const child = ['1-B', null, 'Tyne', 'Default Organization'];
        expect(left).to.deep.equal([['1-A', null, null, null], child]);
        expect(inner).to.deep.equal([child]);
      });

      it('finds by a column of a joined row', async () => {
        const shape = shapeOf(ACCOUNT, ['ROW_ID'], {
          joins: [{ alias: 'p', kind: 'inner', table: ACCOUNT, on: referenceTo(ACCOUNT, 'PAR_OU_ID') }],
        });
        const [rows] = await store.read((reader) =>
          reader.find([{ shape, by: [referenceTo(ACCOUNT, 'LOC', 'p')], keys: [['York']] }]),
        );
        expect(rows).to.deep.equal([['1-B'], ['1-C']]);
      });

      it('holds fixed column values apart from SQL', async () => {
        const shape = shapeOf(ACCOUNT, ['ROW_ID'], {
          where: [{ column: referenceTo(ACCOUNT, 'LOC'), value: "' OR 1=1 --" }],
        });
        const [rows] = await store.read((reader) => reader.find([findBy(shape, ['NAME'], [['Tyne']])]));
        expect(rows).to.deep.equal([]);
      });

      it('selects by conditions, at most as many as asked for', async () => {
        const select = (condition: Parameters<Reader['select']>[0]['condition'], limit = 10): Promise<readonly Row[]> =>
          store.read((reader) => reader.select({ shape: shapeOf(ACCOUNT, ['ROW_ID']), condition, limit }));
        const noPlace = { kind: 'is-null', column: referenceTo(ACCOUNT, 'LOC') } as const;
        const tyne = equals(ACCOUNT, 'NAME', 'Tyne');

        expect(await select(tyne)).to.deep.equal([['1-A'], ['1-B']]);
        expect(await select(tyne, 1)).to.deep.equal([['1-A']]);
        expect(await select(noPlace)).to.deep.equal([['1-C']]);
        expect(await select({ kind: 'all', of: [tyne, equals(ACCOUNT, 'LOC', 'Leeds')] })).to.deep.equal([['1-B']]);
        expect(await select({ kind: 'any', of: [noPlace, equals(ACCOUNT, 'LOC', 'York')] })).to.deep.equal([
          ['1-A'],
          ['1-C'],
        ]);
        expect(await select({ kind: 'all', of: [] })).to.have.length(3);
        expect(await select({ kind: 'any', of: [] })).to.deep.equal([]);
      });

      it('selects in the order of a column, nulls first, then of ROW_ID', async () => {
        const everything = {
          shape: shapeOf(ACCOUNT, ['ROW_ID']),
          condition: { kind: 'all', of: [] },
          limit: 10,
        } as const;
        const byName = await store.read((reader) =>
          reader.select({ ...everything, orderBy: [{ column: referenceTo(ACCOUNT, 'NAME') }] }),
        );
        const byPlace = await store.read((reader) =>
          reader.select({ ...everything, orderBy: [{ column: referenceTo(ACCOUNT, 'LOC') }] }),
        );
        expect(byName.flat()).to.deep.equal(['1-A', '1-B', '1-C']);
        expect(byPlace.flat()).to.deep.equal(['1-C', '1-B', '1-A']);
      });

      const manyAlternatives: readonly { title: string; alternative: (position: number) => Condition }[] = [
        { title: 'one column', alternative: (position) => equals(ACCOUNT, 'NAME', position === 9 ? 'Wear' : 'x') },
        {
          title: 'several columns',
          alternative: (position) => ({
            kind: 'all',
            of: [
              equals(ACCOUNT, 'NAME', position === 9 ? 'Wear' : 'x'),
              equals(ACCOUNT, 'PAR_OU_ID', '1-A'),
              { kind: 'is-null', column: referenceTo(ACCOUNT, 'LOC') },
            ],
          }),
        },
        {
          title: 'conditions of conditions',
          alternative: (position) => ({
            kind: 'all',
            of: [{ kind: 'any', of: [equals(ACCOUNT, 'NAME', position === 9 ? 'Wear' : 'x')] }],
          }),
        },
      ];
      for (const { title, alternative } of manyAlternatives) {
        it(`selects by 10 000 alternatives of ${title}`, async () => {
          const of = Array.from({ length: 10_000 }, (_, position) => alternative(position));
          const select = { shape: shapeOf(ACCOUNT, ['ROW_ID']), condition: { kind: 'any', of }, limit: 10 } as const;
          const selected = store.read((reader) => reader.select(select));
          if (isTooMuch(store, title)) expect(await failure(selected)).to.be.instanceOf(RangeError);
          else expect(await selected).to.deep.equal([['1-C']]);
        });
      }

      it('refuses a condition that is too large', async () => {
        const of = Array.from({ length: LARGEST_CONDITION + 1 }, () => equals(ACCOUNT, 'NAME', 'x'));
        const select = { shape: shapeOf(ACCOUNT, ['ROW_ID']), condition: { kind: 'any', of }, limit: 10 } as const;
        expect(await failure(store.read((reader) => reader.select(select)))).to.be.instanceOf(RangeError);
      });

      it('refuses a reader whose read has ended', async () => {
        const reader = await store.read(async (given) => given);
        expect(await rejection(reader.find([]))).to.match(/ended/);
      });

      it('passes on what a read throws, and goes on', async () => {
        expect(await rejection(store.read(() => Promise.reject(new Error('mine'))))).to.match(/mine/);
        expect(await readAll(store, ACCOUNT, ['ROW_ID'])).to.have.length(3);
      });
    });

    describe('values', () => {
      const cases: readonly { column: string; values: readonly string[] }[] = [
        { column: 'ID', values: ['0', '1-1', '1-ZZZZZZZ'] },
        { column: 'PHONE', values: ['+441914980000', '007', '1e5', ' x '] },
        { column: 'TEXT', values: ['Ωμέγα', '東京', '👋🏽', "O'Brien", '1.50', ' '] },
        { column: 'NOTE', values: ['two\nlines\tand "quotes"', 'x'.repeat(100_000)] },
        { column: 'FLG', values: ['Y', 'N'] },
        {
          column: 'AMOUNT',
          values: [
            '0',
            '61.2',
            '-0.0000001',
            '0.0000001',
            '0.0001234',
            '99999999.1234567',
            '123456789012345',
            '-123456789012345',
          ],
        },
        { column: 'QTY', values: ['0', '-7', '9999999999'] },
        { column: 'DAY', values: ['1899-12-31', '2026-02-28'] },
        { column: 'LOCAL_DT', values: ['2026-03-29 02:30:00'] },
        { column: 'UTC_DT', values: ['2026-12-31 23:59:59'] },
      ];
      for (const { column, values } of cases) {
        it(`keeps every ${columnOf(ASSET, column).type.kind} as it was, and finds it`, async () => {
          await write(store, ...values.map((value, position) => insertOf(ASSET, `1-${position}`, { [column]: value })));
          const shape = shapeOf(ASSET, [column]);
          for (const value of values) {
            const [one, many] = await store.read((reader) =>
              reader.find([findBy(shape, [column], [[value]]), findBy(shape, [column], [[value], ['5']])]),
            );
            expect(one).to.deep.equal([[value]]);
            expect(many).to.deep.equal([[value]]);
          }
        });
      }

      it('keeps nulls in every column', async () => {
        await write(store, insertOf(ASSET, '1-1', Object.fromEntries(cases.map(({ column }) => [column, null]))));
        const columns = cases.map(({ column }) => column);
        expect(await readAll(store, ASSET, columns)).to.deep.equal([columns.map(() => null)]);
      });
    });

    describe('writing', () => {
      it('keeps the system columns', async () => {
        await write(store, insertOf(ACCOUNT, '1-A', { NAME: 'Tyne' }));
        await store.write((transaction) =>
          transaction.apply([updateOf(ACCOUNT, '1-A', { LOC: 'York' })], { by: '0-2', source: 'later' }),
        );
        const [row] = await readAll(store, ACCOUNT, [
          'ROW_ID',
          'CREATED_BY',
          'LAST_UPD_BY',
          'MODIFICATION_NUM',
          'CONFLICT_ID',
          'DB_LAST_UPD_SRC',
          'CREATED',
          'LAST_UPD',
          'DB_LAST_UPD',
        ]);
        expect(row?.slice(0, 6)).to.deep.equal(['1-A', '0-1', '0-2', '1', '0', 'later']);
        for (const time of row?.slice(6) ?? []) expect(time).to.match(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      });

      it('gives defaults to columns left out, not to those set to null', async () => {
        await write(store, insertOf(ACCOUNT, '1-A', { NAME: 'Tyne' }));
        expect(await readAll(store, ACCOUNT, ['BU_ID', 'LOC'])).to.deep.equal([['0-R9NH', null]]);
        expect(await failure(write(store, insertOf(ACCOUNT, '1-B', { NAME: 'Wear', BU_ID: null })))).to.be.an('error');
      });

      it('updates the columns given, deletes rows, and reads what it has written', async () => {
        await write(
          store,
          insertOf(ACCOUNT, '1-A', { NAME: 'Tyne', LOC: 'York' }),
          insertOf(ACCOUNT, '1-B', { NAME: 'Wear' }),
        );
        const seen = await store.write(async (transaction) => {
          await transaction.apply([updateOf(ACCOUNT, '1-A', { LOC: null }), deleteOf(ACCOUNT, '1-B')], STAMP);
          return selectAll(transaction, ACCOUNT, ['ROW_ID', 'NAME', 'LOC']);
        });
        expect(seen).to.deep.equal([['1-A', 'Tyne', null]]);
        expect(await readAll(store, ACCOUNT, ['ROW_ID', 'NAME', 'LOC'])).to.deep.equal(seen);
      });

      it('changes of each row only the columns given, whatever the others change', async () => {
        const names = ['PHONE', 'TEXT', 'NOTE', 'FLG', 'AMOUNT', 'QTY', 'DAY', 'LOCAL_DT', 'PAR_ASSET_ID'];
        const before = ['0123', 'Łódź \u{1f600}', 'Ünder', 'N', '1.5', '2', '2026-01-31', '2026-01-31 10:00:00', '1-A'];
        const after = ['456', 'Zürich', null, 'Y', '-2.25', '3', '2026-02-01', null, '1-B'];
        const pick = (values: readonly Value[], position: number) => values[position] ?? null;
        const rowOf = (values: readonly Value[]) =>
          Object.fromEntries(names.map((name, position) => [name, pick(values, position)]));
        const rowIds = names.map((_, position) => `1-${String.fromCharCode(65 + position)}`);
        await write(store, ...rowIds.map((rowId) => insertOf(ASSET, rowId, rowOf(before))));
        const updates = rowIds.map((rowId, position) =>
          updateOf(ASSET, rowId, { [names[position] ?? '']: pick(after, position) }),
        );
        await write(store, ...updates);
        expect(await readAll(store, ASSET, names)).to.deep.equal(
          rowIds.map((_, row) => names.map((_name, column) => pick(row === column ? after : before, column))),
        );
      });

      it('lets rows pass unique keys on, also when they change different columns', async () => {
        await write(
          store,
          insertOf(ACCOUNT, '1-A', { NAME: 'Tyne', LOC: 'York' }),
          insertOf(ACCOUNT, '1-B', { NAME: 'Wear', LOC: 'York' }),
          insertOf(ACCOUNT, '1-C', { NAME: 'Tees', LOC: 'York' }),
        );
        await write(
          store,
          updateOf(ACCOUNT, '1-C', { NAME: 'Ouse', PAR_OU_ID: null }),
          updateOf(ACCOUNT, '1-B', { LOC: 'Leeds' }),
          updateOf(ACCOUNT, '1-A', { NAME: 'Wear', PAR_OU_ID: '1-B' }),
        );
        expect(await readAll(store, ACCOUNT, ['ROW_ID', 'NAME', 'LOC'])).to.deep.equal([
          ['1-A', 'Wear', 'York'],
          ['1-B', 'Wear', 'Leeds'],
          ['1-C', 'Ouse', 'York'],
        ]);
      });

      it('refuses a second row with the same unique key, and treats nulls as different', async () => {
        await write(store, insertOf(ACCOUNT, '1-A', { NAME: 'Tyne', LOC: 'York' }));
        const error = await failure(write(store, insertOf(ACCOUNT, '1-B', { NAME: 'Tyne', LOC: 'York' })));
        expect(error).to.be.instanceOf(UniqueViolation);
        expect(error).to.include({ table: 'S_ORG_EXT' });
        expect(error).to.have.deep.property('columns', ['NAME', 'LOC', 'BU_ID']);
        await write(store, insertOf(ACCOUNT, '1-C', { NAME: 'Wear' }), insertOf(ACCOUNT, '1-D', { NAME: 'Wear' }));
      });

      it('refuses a ROW_ID that is taken', async () => {
        const error = await failure(write(store, insertOf(ORGANIZATION, '0-R9NH', { NAME: 'Other' })));
        expect(error).to.be.instanceOf(UniqueViolation);
        expect(error).to.have.deep.property('columns', ['ROW_ID']);
      });

      for (const change of [updateOf(ACCOUNT, '1-X', { NAME: 'x' }), deleteOf(ACCOUNT, '1-X')]) {
        it(`says that the row to ${change.kind} is gone`, async () => {
          const error = await failure(write(store, change));
          expect(error).to.be.instanceOf(RowGone);
          expect(error).to.include({ table: 'S_ORG_EXT', rowId: '1-X' });
        });
      }

      it('does not commit what went on after an error', async () => {
        const swallowed = store.write(async (transaction) => {
          await transaction
            .apply([insertOf(ACCOUNT, '1-A', { NAME: 'Tyne' }), deleteOf(ACCOUNT, '1-X')], STAMP)
            .catch(() => 0);
          await transaction.allocateRowIds(1).catch(() => 0);
        });
        expect(await failure(swallowed)).to.be.instanceOf(RowGone);
        expect(await readAll(store, ACCOUNT, ['ROW_ID'])).to.deep.equal([]);
      });

      it('refuses a transaction that has ended', async () => {
        const transaction = await store.write(async (given) => given);
        expect(await rejection(transaction.apply([], STAMP))).to.match(/ended/);
        expect(
          await rejection(
            transaction.select({ shape: shapeOf(ACCOUNT, []), condition: { kind: 'all', of: [] }, limit: 1 }),
          ),
        ).to.match(/ended/);
      });
    });

    describe('foreign keys', () => {
      it('accepts a row that names one which comes later in the same list of changes', async () => {
        await write(
          store,
          insertOf(ACCOUNT, '1-A', { NAME: 'Child', PAR_OU_ID: '1-B' }),
          insertOf(ACCOUNT, '1-B', { NAME: 'Parent', PAR_OU_ID: '1-A' }),
        );
      });

      const violations: readonly { title: string; changes: RowChange[]; column: string; value: string }[] = [
        {
          title: 'inserted',
          changes: [insertOf(ACCOUNT, '1-A', { NAME: 'x', PAR_OU_ID: '1-X' })],
          column: 'PAR_OU_ID',
          value: '1-X',
        },
        {
          title: 'updated',
          changes: [insertOf(ACCOUNT, '1-A', { NAME: 'x' }), updateOf(ACCOUNT, '1-A', { BU_ID: '1-Y' })],
          column: 'BU_ID',
          value: '1-Y',
        },
        {
          title: 'left over by a delete',
          changes: [insertOf(ACCOUNT, '1-A', { NAME: 'x' }), deleteOf(ORGANIZATION, '0-R9NH')],
          column: 'BU_ID',
          value: '0-R9NH',
        },
      ];
      for (const { title, changes, column, value } of violations) {
        it(`refuses an id that is not there, ${title}`, async () => {
          const error = await failure(write(store, ...changes));
          expect(error).to.be.instanceOf(ForeignKeyViolation);
          expect(error).to.include({ table: 'S_ORG_EXT', column, value });
          expect(await readAll(store, ACCOUNT, ['ROW_ID'])).to.deep.equal([]);
        });
      }

      it('judges by the end of the changes', async () => {
        await write(
          store,
          insertOf(ACCOUNT, '1-A', { NAME: 'x', PAR_OU_ID: '1-X' }),
          updateOf(ACCOUNT, '1-A', { PAR_OU_ID: null }),
          deleteOf(ORGANIZATION, '0-R9NH'),
          insertOf(ORGANIZATION, '0-R9NH', { NAME: 'Again' }),
        );
      });
    });

    describe('works that come together', () => {
      it('each succeed or fail for themselves', async () => {
        const ids = Array.from({ length: 30 }, (_, position) => `1-${position}`);
        const outcomes = await Promise.allSettled(
          ids.map((rowId, position) =>
            store.write(async (transaction) => {
              const bad = position % 3 === 1 ? { PAR_OU_ID: '1-X' } : {};
              await transaction.apply([insertOf(ACCOUNT, rowId, { NAME: rowId, ...bad })], STAMP);
              if (position % 3 === 2) throw new Error('changed my mind');
            }),
          ),
        );
        const good = ids.filter((_, position) => position % 3 === 0);
        expect(outcomes.map(({ status }) => status === 'fulfilled')).to.deep.equal(ids.map((id) => good.includes(id)));
        const rows = await readAll(store, ACCOUNT, ['ROW_ID']);
        expect(rows.flat()).to.have.members(good);
      });

      it('are all done when the store closes', async () => {
        const works = Array.from({ length: 600 }, (_, position) =>
          write(store, insertOf(ACCOUNT, `1-${position}`, { NAME: `${position}` })),
        );
        await Promise.all([store.close(), ...works]);
      });
    });

    describe('sequences', () => {
      it('go on where the last commit ended, each for itself', async () => {
        const next = (name: string, count: number) =>
          store.write((transaction) => transaction.nextSequence(name, count));
        expect([await next('a', 2), await next('a', 1), await next('b', 5), await next('a', 1)]).to.deep.equal([
          1, 3, 1, 4,
        ]);
      });

      it('leave no gap for a work that failed', async () => {
        const works = [false, true, false].map((fails) =>
          store
            .write(async (transaction) => {
              const first = await transaction.nextSequence('a', 3);
              if (fails) throw new Error('changed my mind');
              return first;
            })
            .catch(() => undefined),
        );
        const [one, failed, other] = await Promise.all(works);
        expect(failed).to.equal(undefined);
        // Works that start together have no order on a server.
        expect([one, other]).to.have.members([1, 4]);
      });
    });

    describe('ROW_IDs', () => {
      it('are never given twice, however the works end', async () => {
        const given: string[] = [];
        const works = [1, 5, 1200, 0, 900, 3000, 1].flatMap((count) =>
          [false, true].map((fails) =>
            store
              .write(async (transaction) => {
                given.push(...(await transaction.allocateRowIds(count)));
                if (fails) throw new Error('changed my mind');
              })
              .catch(() => undefined),
          ),
        );
        await Promise.all(works);
        await store.write(async (transaction) => given.push(...(await transaction.allocateRowIds(10))));
        expect(new Set(given).size).to.equal(given.length);
        for (const rowId of given) expect(rowId).to.match(/^1-[0-9A-Z]{1,13}$/);
      });
    });
  });
}

function write(store: Store, ...changes: readonly RowChange[]): Promise<void> {
  return store.write((transaction) => transaction.apply(changes, STAMP));
}

function readAll(store: Store, table: Table, columns: readonly string[]): Promise<readonly Row[]> {
  return store.read((reader) => selectAll(reader, table, columns));
}

function selectAll(reader: Reader, table: Table, columns: readonly string[]): Promise<readonly Row[]> {
  return reader.select({ shape: shapeOf(table, columns), condition: { kind: 'all', of: [] }, limit: 1000 });
}

/** What `promise` rejects with. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  );
}

async function rejection(promise: Promise<unknown>): Promise<string> {
  return String(await failure(promise));
}

/** SQL Server takes about two thousand values a statement; lists of keys are one. */
function isTooMuch({ dialect }: Store, title: string): boolean {
  return dialect === 'sqlserver' && title === 'conditions of conditions';
}
