import { rm } from 'node:fs/promises';
import { CUT_FEED } from '../store/cut-tables.ts';
import type { Store } from '../store/store.ts';
import { referenceTo, shapeOf } from '../store/table-columns.ts';
import { type FeedStatus, hasEnded } from './feed.ts';
import type { Spool, SpooledFile } from './spool/spool.ts';

/** How long a file without a feed is left alone, in milliseconds: it may be one that arrives just now. */
const YOUNGEST = 3_600_000;
/** Files that are looked up at once. */
const BATCH = 500;

const SHAPE = shapeOf(CUT_FEED, ['SPOOL_NAME', 'STATUS_CD']);
const BY = [referenceTo(CUT_FEED, 'SPOOL_NAME')];

/**
 * Removes from the spool what a process has left there that ended suddenly: feeds that have ended; and files that arrived in part, or that no feed
 * knows, when nothing has been written to them for an hour.
 * @returns how many files
 */
export async function sweepSpool(store: Store, spool: Spool): Promise<number> {
  const files = await spool.files();
  let removed = 0;
  for (let at = 0; at < files.length; at += BATCH) removed += await sweep(store, files.slice(at, at + BATCH));
  return removed;
}

async function sweep(store: Store, files: readonly SpooledFile[]): Promise<number> {
  const keys = files.map(({ name }) => [name]);
  const [rows = []] = await store.read((reader) => reader.find([{ shape: SHAPE, by: BY, keys }]));
  const statuses = new Map(rows.map(([name, status]) => [name, status as FeedStatus]));
  const isLeft = ({ name, kind, changed }: SpooledFile): boolean => {
    const status = statuses.get(name);
    const isOld = changed < Date.now() - YOUNGEST;
    if (status === undefined || kind === 'part') return isOld;
    return kind === 'feed' && hasEnded({ status });
  };
  const left = files.filter(isLeft);
  for (const { path } of left) await rm(path, { force: true });
  return left.length;
}
