import { expect } from 'chai';
import type { Condition, Store } from '../../src/store/store.ts';
import { ASSET, findBy, insertOf, referenceTo, STAMP, shapeOf } from './tables.ts';

/** Far from each other; each has an hour or a day that does not exist there, or is there twice. */
const ZONES = ['Europe/Berlin', 'America/St_Johns', 'Pacific/Apia'] as const;

// Samoa had no 30 December 2011; half past two on 29 March 2026 is not in Berlin, half past one on 1 November 2026 is twice in St John's.
const MOMENTS = ['2011-12-30 12:00:00', '2026-03-29 02:30:00', '2026-11-01 01:30:00'];
const DATES: readonly { column: string; type: 'date' | 'datetime'; values: readonly string[] }[] = [
  { column: 'DAY', type: 'date', values: ['1899-12-31', '2011-12-30', '2026-03-29'] },
  { column: 'LOCAL_DT', type: 'datetime', values: MOMENTS },
  { column: 'UTC_DT', type: 'datetime', values: MOMENTS },
];

/** Dates are what they are, wherever the process runs. `open` gives an empty database with the tables of `tables.ts`; the suite closes it. */
export function describeTimeZones(open: () => Promise<Store>): void {
  for (const zone of ZONES) {
    describe(`dates, in the time zone ${zone},`, () => {
      const { TZ } = process.env;
      let store: Store;

      beforeEach(async () => {
        process.env.TZ = zone;
        expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).to.equal(zone);
        store = await open();
      });
      afterEach(async () => {
        if (TZ === undefined) delete process.env.TZ;
        else process.env.TZ = TZ;
        await store.close();
      });

      it('are kept, found, compared and sorted as they are written', async () => {
        for (const { column, type, values } of DATES) {
          const rows = values.map((value, position) => insertOf(ASSET, `${column}-${position}`, { [column]: value }));
          await store.write((transaction) => transaction.apply(rows, STAMP));
          const [first = '', middle = '', last = ''] = values;
          const shape = shapeOf(ASSET, [column]);
          const orderBy = [{ column: referenceTo(ASSET, column), descending: true }];
          const condition = isFrom(column, type, middle);
          const read = await store.read(async (reader) => ({
            found: await reader.find(
              [[first], [middle, last]].map((keys) =>
                findBy(
                  shape,
                  [column],
                  keys.map((key) => [key]),
                ),
              ),
            ),
            selected: await reader.select({ shape, condition, orderBy, limit: 10 }),
          }));
          expect(read).to.deep.equal({ found: [[[first]], [[middle], [last]]], selected: [[last], [middle]] });
        }
      });

      it('that the store itself notes are universal time', async () => {
        const start = utcNow();
        await store.write((transaction) => transaction.apply([insertOf(ASSET, '1-1')], STAMP));
        const end = utcNow();
        const noted = findBy(shapeOf(ASSET, ['CREATED', 'LAST_UPD', 'DB_LAST_UPD']), ['ROW_ID'], [['1-1']]);
        const [[moments = []] = []] = await store.read((reader) => reader.find([noted]));
        expect(moments).to.have.length(3);
        for (const moment of moments) expect([start, moment, end]).to.deep.equal([start, moment, end].toSorted());
      });
    });
  }
}

function isFrom(column: string, type: 'date' | 'datetime', value: string): Condition {
  const left = { kind: 'column', type, column: referenceTo(ASSET, column) } as const;
  return { kind: 'compare', operator: '>=', left, right: { kind: 'value', type, value }, ignoreCase: false };
}

function utcNow(): string {
  return new Date().toISOString().slice(0, 19).replace('T', ' ');
}
