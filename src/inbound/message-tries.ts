import { createHash } from 'node:crypto';
import { timestampIn } from '../outbound/timestamp.ts';
import { CUT_QUEUE_TRY } from '../store/cut-tables.ts';
import type { RowChange, Stamp, Store } from '../store/store.ts';
import { columnsOf, referenceTo, shapeOf } from '../store/table-columns.ts';

/**
 * Counts how often the messages of a queue were refused, in the database: brokers that are not told so do not count it, and not all of them can be told. So the count is the
 * same for all processes on the database, and does not begin anew with them.
 */
export class MessageTries {
  readonly #store: Store;
  readonly #queue: string;
  readonly #stamp: Stamp;

  constructor(store: Store, queue: string, stamp: Stamp) {
    this.#store = store;
    this.#queue = queue;
    this.#stamp = stamp;
  }

  /** @param id what the sender calls the message @returns how many tries it has had, this one included */
  count(id: string): Promise<number> {
    const key = [this.#queue, digest(id)];
    return this.#store.write(async (transaction) => {
      const [rows] = await transaction.find([{ shape: TRIES, by: KEY, keys: [key] }]);
      const [rowId, before] = rows?.[0] ?? [];
      const tries = Number(before ?? 0) + 1;
      const [newRowId = ''] = rowId ? [] : await transaction.allocateRowIds(1);
      const change: RowChange = rowId
        ? { kind: 'update', table: CUT_QUEUE_TRY, rowId, columns: COUNT, values: [String(tries)] }
        : { kind: 'insert', table: CUT_QUEUE_TRY, rowId: newRowId, columns: ALL, values: [...key, String(tries)] };
      await transaction.apply([change], this.#stamp);
      return tries;
    });
  }

  /** When the message comes again, its tries begin anew. */
  async forget(id: string): Promise<void> {
    await this.#store.write(async (transaction) => {
      const [rows = []] = await transaction.find([{ shape: TRIES, by: KEY, keys: [[this.#queue, digest(id)]] }]);
      await transaction.apply(rows.map(removal), this.#stamp);
    });
  }
}

/** Rows deleted by one transaction, so that others get in between. */
const BATCH = 200;

/**
 * Forgets messages that were not refused any more for `age` milliseconds: they were received, or are not there any more.
 * @param stop ends it early
 * @returns how many
 */
export async function purgeMessageTries(store: Store, age: number, stamp: Stamp, stop?: AbortSignal): Promise<number> {
  const condition = {
    kind: 'compare',
    operator: '<=',
    left: { type: 'datetime', kind: 'column', column: referenceTo(CUT_QUEUE_TRY, 'LAST_UPD') },
    right: { type: 'datetime', kind: 'value', value: timestampIn(-age) },
    ignoreCase: false,
  } as const;
  let purged = 0;
  for (;;) {
    const count = await store.write(async (transaction) => {
      const rows = await transaction.select({ shape: TRIES, condition, limit: BATCH });
      await transaction.apply(rows.map(removal), stamp);
      return rows.length;
    });
    purged += count;
    if (count < BATCH || stop?.aborted) return purged;
  }
}

function removal([rowId]: readonly (string | null)[]): RowChange {
  return { kind: 'delete', table: CUT_QUEUE_TRY, rowId: rowId ?? '' };
}

function digest(id: string): string {
  return createHash('sha256').update(id, 'utf8').digest('hex');
}

const KEY = ['QUEUE', 'MESSAGE_KEY'].map((name) => referenceTo(CUT_QUEUE_TRY, name));
const TRIES = shapeOf(CUT_QUEUE_TRY, ['ROW_ID', 'TRIES']);
const COUNT = columnsOf(CUT_QUEUE_TRY, ['TRIES']);
const ALL = columnsOf(CUT_QUEUE_TRY, ['QUEUE', 'MESSAGE_KEY', 'TRIES']);
