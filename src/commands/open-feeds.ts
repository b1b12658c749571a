import { join } from 'node:path';
import type { Options } from '../config/options.ts';
import { Feeds } from '../feed/feeds.ts';
import { ReceivingProcesses } from '../feed/receiving-processes.ts';
import { fairShare } from '../feed/run/fair-share.ts';
import type { FeedRunParts } from '../feed/run/feed-run.ts';
import { Holder } from '../feed/run/holder.ts';
import { KnownElements } from '../feed/split/known-elements.ts';
import { Spool } from '../feed/spool/spool.ts';
import type { OpenService } from './open-service.ts';

/** What a chunk holds, measured: larger ones are no faster, and others wait longer for the database. */
const CHUNK = Object.freeze({ objects: 250, bytes: 2 * 1024 * 1024 });

/** Bytes of the database to keep in memory where nothing but feeds is worked on: they come by most pages once. */
export const FEED_PAGE_CACHE = 16 * 1024 * 1024;

export type FeedOptions = Pick<Options, 'dataDir' | 'bodyLimit' | 'feedLimit' | 'feedAtomicLimit'>;

/** Puts the parts together that take feeds and work on them. */
export function openFeeds(
  { model, store, codec, runner }: OpenService,
  { dataDir, bodyLimit, feedLimit, feedAtomicLimit }: FeedOptions,
): { readonly feeds: Feeds; readonly parts: FeedRunParts } {
  const spool = new Spool({ directory: join(dataDir, 'feeds'), limit: feedLimit });
  const receivers = new ReceivingProcesses(model, (process) => runner.writes(process));
  const parts = {
    store,
    spool,
    receivers,
    decoder: codec.decoder,
    interpreter: runner,
    known: new KnownElements(model.integrationObjects.values()),
    holder: new Holder(),
    chunk: CHUNK,
    objectLimit: bodyLimit,
    yieldTo: fairShare(1, () => 0),
    atomicLimit: feedAtomicLimit,
  };
  return { feeds: new Feeds({ store, spool, receivers }), parts };
}
