import { ERROR_TABLE } from '../../errors/error-table.ts';
import { utcNow } from '../../store/clock.ts';
import type { Store } from '../../store/store.ts';
import type { Feed, FeedStatus } from '../feed.ts';
import { findFeedRow, updateFeed } from '../feed-rows.ts';
import { findRejects, type Reject } from '../reject-rows.ts';
import { type ReportedReject, reportedReject } from '../report/feed-report.ts';
import { rejectFile } from '../report/reject-file.ts';
import { type Spool, writeDurably } from '../spool/spool.ts';
import type { Holder } from './holder.ts';

/**
 * Ends a feed of which everything is written: makes the reject file, says that it has ended, and lets go of the spooled feed. After a crash in
 * between it is done again.
 * @returns the feed as it ended; undefined when it is not ours any more
 */
export async function finishFeed(
  { store, spool, holder }: { readonly store: Store; readonly spool: Spool; readonly holder: Holder },
  { rowId, rejected, spoolName }: Feed,
): Promise<Feed | undefined> {
  if (rejected > 0 && spool.has(spoolName)) await writeRejects(store, spool, rowId);
  const ended = await store.write(async (transaction) => {
    const feed = await findFeedRow(transaction, rowId);
    if (feed?.status !== 'Running' || feed.holder !== holder.name) return undefined;
    await updateFeed(transaction, feed, { status: endOf(feed), holder: null, expires: null, ended: utcNow() });
    return findFeedRow(transaction, rowId);
  });
  if (ended !== undefined) await spool.remove(spoolName);
  return ended;
}

function endOf({ reason, atomic }: Feed): FeedStatus {
  if (reason === undefined) return 'Finished';
  if (reason.code === ERROR_TABLE.FEED_CANCELLED.code) return 'Cancelled';
  return atomic ? 'Refused' : 'Stopped';
}

/** Makes the file of the objects that a feed has had rejected so far. */
async function writeRejects(store: Store, spool: Spool, rowId: string): Promise<void> {
  const feed = await store.read((reader) => findFeedRow(reader, rowId));
  if (feed === undefined) return;
  using file = spool.open(feed.spoolName);
  await writeDurably(spool.rejectsPath(feed.spoolName), async (append) => {
    for await (const piece of rejectFile(feed, file, rejectsOf(store, feed))) await append(piece);
  });
}

const PAGE = 200;

/** Those that a report names; the reject file has all. */
export async function firstRejects(store: Store, feed: Feed): Promise<readonly ReportedReject[]> {
  const rejects = await store.read((reader) => findRejects(reader, feed, 0, PAGE));
  return rejects.map(reportedReject);
}

/** All rejects of a feed in their order, page by page. */
async function* rejectsOf(store: Store, feed: Feed): AsyncGenerator<Reject> {
  for (let after = 0; ; ) {
    const page = await store.read((reader) => findRejects(reader, feed, after, PAGE));
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.number;
  }
}
