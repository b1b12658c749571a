import { CUT_FEED, CUT_FEED_REJECT } from '../store/cut-tables.ts';
import type { Condition, RowChange, Shape, Stamp, Store } from '../store/store.ts';
import { referenceTo, shapeOf } from '../store/table-columns.ts';
import type { FeedStatus } from './feed.ts';
import type { Spool } from './spool/spool.ts';

/** Rows deleted by one transaction, so that others get in between. */
const BATCH = 200;

const ENDED: readonly FeedStatus[] = ['Finished', 'Stopped', 'Refused', 'Cancelled'];

/**
 * Forgets feeds that have ended `age` milliseconds ago or earlier, with their rejected objects. The same content is written again then when it is
 * sent again. What a crash leaves of one is deleted the next time.
 * @param stop ends it early
 * @returns how many feeds
 */
export async function purgeFeeds(
  store: Store,
  spool: Spool,
  age: number,
  stamp: Stamp,
  stop?: AbortSignal,
): Promise<number> {
  const before = new Date(Date.now() - age).toISOString().slice(0, 19).replace('T', ' ');
  let purged = 0;
  for (const status of ENDED) {
    for (;;) {
      const feeds = await store.read((reader) =>
        reader.select({ shape: BY_STATUS[status], condition: endedUntil(before), limit: BATCH }),
      );
      for (const [rowId, spoolName] of feeds) {
        await deleteFeed(store, String(rowId), stamp);
        await spool.removeAll(String(spoolName));
        purged += 1;
        if (stop?.aborted) return purged;
      }
      if (feeds.length < BATCH) break;
    }
  }
  return purged;
}

async function deleteFeed(store: Store, rowId: string, stamp: Stamp): Promise<void> {
  for (let isGone = false; !isGone; ) {
    isGone = await store.write(async (transaction) => {
      const rejects = await transaction.select({ shape: REJECTS, condition: ofFeed(rowId), limit: BATCH });
      const changes = rejects.map(([id]): RowChange => ({ kind: 'delete', table: CUT_FEED_REJECT, rowId: String(id) }));
      const isLast = rejects.length < BATCH;
      // A process that does the same may have been faster.
      const [feed] = isLast ? await transaction.select({ shape: FEEDS, condition: withRowId(rowId), limit: 1 }) : [];
      if (feed !== undefined) changes.push({ kind: 'delete', table: CUT_FEED, rowId });
      await transaction.apply(changes, stamp);
      return isLast;
    });
  }
}

const FEEDS = shapeOf(CUT_FEED, ['ROW_ID']);
const REJECTS = shapeOf(CUT_FEED_REJECT, ['ROW_ID']);
const BY_STATUS = Object.fromEntries(
  ENDED.map((status) => [status, shapeOf(CUT_FEED, ['ROW_ID', 'SPOOL_NAME'], { STATUS_CD: status })]),
) as Readonly<Record<FeedStatus, Shape>>;

function endedUntil(time: string): Condition {
  return {
    kind: 'compare',
    operator: '<=',
    left: { type: 'datetime', kind: 'column', column: referenceTo(CUT_FEED, 'ENDED_TS') },
    right: { type: 'datetime', kind: 'value', value: time },
    ignoreCase: false,
  };
}

function ofFeed(rowId: string): Condition {
  return { kind: 'equals', column: referenceTo(CUT_FEED_REJECT, 'FEED_ROW_ID'), value: rowId };
}

function withRowId(rowId: string): Condition {
  return { kind: 'equals', column: referenceTo(CUT_FEED, 'ROW_ID'), value: rowId };
}
