import { timestampIn } from '../outbound/timestamp.ts';
import { CUT_INBOX } from '../store/cut-tables.ts';
import type { Condition, Stamp, Store } from '../store/store.ts';
import { referenceTo, shapeOf } from '../store/table-columns.ts';

/** Rows deleted by one transaction, so that others get in between. */
const BATCH = 200;

/**
 * Forgets messages that came in longer ago than `age` milliseconds.
 * @param stop ends it early
 * @returns how many
 */
export async function purgeInbox(store: Store, age: number, stamp: Stamp, stop?: AbortSignal): Promise<number> {
  const condition = createdUntil(timestampIn(-age));
  let purged = 0;
  for (;;) {
    const count = await store.write(async (transaction) => {
      const rows = await transaction.select({ shape: IDS, condition, limit: BATCH });
      const rowIds = rows.map(([rowId]) => String(rowId));
      await transaction.apply(
        rowIds.map((rowId) => ({ kind: 'delete', table: CUT_INBOX, rowId })),
        stamp,
      );
      return rowIds.length;
    });
    purged += count;
    if (count < BATCH || stop?.aborted) return purged;
  }
}

function createdUntil(time: string): Condition {
  return {
    kind: 'compare',
    operator: '<=',
    left: { type: 'datetime', kind: 'column', column: referenceTo(CUT_INBOX, 'CREATED') },
    right: { type: 'datetime', kind: 'value', value: time },
    ignoreCase: false,
  };
}

const IDS = shapeOf(CUT_INBOX, ['ROW_ID']);
