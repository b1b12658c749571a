import { expect } from 'chai';
import fc from 'fast-check';
import type { Store, Value } from '../../src/store/store.ts';
import { ASSETS, DATES, MOMENTS, NUMBERS, randomCondition, randomOrder, TEXTS } from './random-conditions.ts';
import { type Rows, referenceAnswer } from './reference-answer.ts';
import { ASSET, insertOf, STAMP } from './tables.ts';

/** Which rows every store finds by a condition. `open` gives an empty database with the tables of `tables.ts`. */
export function describeConditions(open: () => Promise<Store>): void {
  describe('conditions', () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      await store.write((transaction) =>
        transaction.apply(
          ROWS.map(({ ROW_ID, ...values }) => insertOf(ASSET, ROW_ID ?? '', values)),
          STAMP,
        ),
      );
    });
    afterEach(() => store.close());

    it('are true of the rows that they are true of, in the order asked for', async () => {
      const select = fc.record({
        condition: randomCondition(),
        orderBy: randomOrder(),
        limit: fc.integer({ min: 1, max: ROWS.length + 1 }),
        offset: fc.integer({ min: 0, max: ROWS.length }),
      });
      const content = new Map([[ASSET.name, ROWS]]);
      await fc.assert(
        fc.asyncProperty(select, async (asked) => {
          const query = { shape: ASSETS, ...asked };
          const [rows, count] = await store.read(async (reader) => [
            await reader.select(query),
            await reader.count(ASSETS, asked.condition),
          ]);
          const all = referenceAnswer(content, { ...query, limit: ROWS.length, offset: 0 });
          expect(count).to.equal(all.length);
          expect(rows.flat()).to.deep.equal(referenceAnswer(content, query));
        }),
        { numRuns: 500 },
      );
    });
  });
}

/** Rows with values from the same few as the conditions have, nulls among them. */
const ROWS: Rows = Array.from({ length: 24 }, (_, position) => {
  const pick = (values: readonly string[], step: number): Value => {
    const at = (position * step) % (values.length + 1);
    return values[at] ?? null;
  };
  const ascii = TEXTS.filter((text) => /^[ -~]+$/.test(text));
  return {
    ROW_ID: rowId(position),
    ID: pick(ascii, 5),
    PHONE: pick(ascii, 7),
    TEXT: pick(TEXTS, 3),
    NOTE: pick(TEXTS, 11),
    FLG: pick(['Y', 'N'], 1),
    AMOUNT: pick(NUMBERS, 3),
    QTY: pick(['0', '1', '-1', '2', '3'], 1),
    DAY: pick(DATES, 1),
    LOCAL_DT: pick(MOMENTS, 3),
    UTC_DT: pick(MOMENTS, 1),
    PAR_ASSET_ID: position % 3 === 0 ? null : rowId(Math.floor(position / 3)),
  };
});

function rowId(position: number): string {
  return `1-${String.fromCharCode(65 + position)}`;
}
