import type { Feed } from '../feed.ts';
import { findFeedRow } from '../feed-rows.ts';
import { FeedRun, type FeedRunParts, runInChunks } from './feed-run.ts';
import { finishFeed } from './finish-feed.ts';
import { runAtomic } from './run-atomic.ts';

/**
 * Works on a feed that this process holds, from its checkpoint to its end.
 * @returns the feed as it ended; undefined when another process has taken it over
 * @throws StoreBusy and what the database throws: the feed stays where it is, to be gone on with later
 */
export async function workOnFeed(parts: FeedRunParts, feed: Feed): Promise<Feed | undefined> {
  if (feed.checkpoint.done !== true) {
    using file = parts.spool.open(feed.spoolName);
    const work = feed.atomic ? runAtomic : runInChunks;
    if ((await work(new FeedRun(parts, feed, file), feed)) === 'left') return undefined;
  }
  const done = await parts.store.read((reader) => findFeedRow(reader, feed.rowId));
  return done && finishFeed(parts, done);
}
