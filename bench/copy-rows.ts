/** Rows of one message, written again and again under other names: millions are there in a minute, where the adapter would take an hour. */
import type { RowChange, Stamp, Store, Transaction } from '../src/store/store.ts';

export type Insert = Extract<RowChange, { kind: 'insert' }>;

const STAMP: Stamp = { by: '0-1', source: 'bench' };
/** Copies that one transaction writes. */
const CHUNK = 500;

/** Does what `work` does with the transaction, and gives back the rows that it has inserted. */
export async function recordInserts(
  store: Store,
  work: (transaction: Transaction) => Promise<unknown>,
): Promise<Insert[]> {
  const inserts: Insert[] = [];
  await store.write(async (transaction) => {
    const apply = async (changes: readonly RowChange[], stamp: Stamp): Promise<void> => {
      inserts.push(...changes.filter((change) => change.kind === 'insert'));
      await transaction.apply(changes, stamp);
    };
    await work(
      new Proxy(transaction, {
        get(target, name) {
          if (name === 'apply') return apply;
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    );
  });
  return inserts;
}

/**
 * Writes `count` copies of the rows. Row ids among them get the number of the copy, and so does each `placeholder` in a value.
 * @param first number of the first copy
 */
export async function writeCopies(
  store: Store,
  inserts: readonly Insert[],
  count: number,
  { placeholder = '@', first: start = 0 }: { placeholder?: string; first?: number } = {},
): Promise<void> {
  const rowIds = new Map(
    [...new Set(inserts.map(({ rowId }) => rowId))].map((rowId, index) => [rowId, index.toString(36)]),
  );
  const copy = (value: string, number: number): string => {
    const row = rowIds.get(value);
    return row === undefined ? value.replaceAll(placeholder, numberText(number)) : `9-${number.toString(36)}.${row}`;
  };
  for (let first = start; first < start + count; first += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, start + count - first) }, (_, index) => first + index);
    await store.write((transaction) =>
      transaction.apply(
        numbers.flatMap((number) =>
          inserts.map((insert) => ({
            ...insert,
            rowId: copy(insert.rowId, number),
            values: insert.values.map((value) => value && copy(value, number)),
          })),
        ),
        STAMP,
      ),
    );
  }
}

/** The number of a copy as it stands for `@`; sorts as the numbers do. */
export function numberText(number: number): string {
  return String(number).padStart(6, '0');
}
