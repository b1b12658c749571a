import { join } from 'node:path';
import type { Options } from '../config/options.ts';
import { Feeds } from '../feed/feeds.ts';
import { ReceivingProcesses } from '../feed/receiving-processes.ts';
import type { ChunkLimits } from '../feed/run/chunk.ts';
import { fairShare } from '../feed/run/fair-share.ts';
import type { FeedRunParts } from '../feed/run/feed-run.ts';
import { Holder } from '../feed/run/holder.ts';
import { KnownElements } from '../feed/split/known-elements.ts';
import { Spool } from '../feed/spool/spool.ts';
import type { Store } from '../store/store.ts';
import type { OpenService } from './open-service.ts';

/**
 * What a chunk holds, measured. In the embedded database larger ones are no faster, and others wait longer for the database. On SQL Server each
 * chunk takes a fixed number of round trips, and others wait for rows only; its bytes keep the rows of one table below those that it would lock
 * the whole table for (5000).
 */
const CHUNKS: Readonly<Record<Store['dialect'], ChunkLimits>> = Object.freeze({
  sqlite: { objects: 250, together: 100, bytes: 2 * 1024 * 1024 },
  sqlserver: { objects: 1000, together: 1000, bytes: 2 * 1024 * 1024 },
});

/**
 * How a service is opened that does nothing but work on feeds: they come by most pages once, so few are kept in memory, and are read without schemas unless there is a mistake in them; and
 * a chunk with many objects that are refused, or a feed that is written as a whole, takes its time on a server far away, as does each of its large statements on a slow one.
 */
export const FEED_SERVICE = Object.freeze({
  schemas: 'when needed',
  pageCache: 16 * 1024 * 1024,
  workLimit: 300_000,
  databaseRequestTimeout: 300_000,
});

export type FeedOptions = Pick<Options, 'dataDir' | 'bodyLimit' | 'feedLimit' | 'feedAtomicLimit'>;

/** Puts the parts together that take feeds and work on them. */
export function openFeeds(
  { model, store, codec, runner }: OpenService,
  { dataDir, bodyLimit, feedLimit, feedAtomicLimit }: FeedOptions,
): { readonly feeds: Feeds; readonly parts: FeedRunParts } {
  const spool = openSpool({ dataDir, feedLimit });
  const receivers = new ReceivingProcesses(model, (process) => runner.writes(process));
  const parts = {
    store,
    spool,
    receivers,
    decoder: codec.decoder,
    interpreter: runner,
    known: new KnownElements(model.integrationObjects.values()),
    holder: new Holder(),
    chunk: CHUNKS[store.dialect],
    objectLimit: bodyLimit,
    yieldTo: fairShare(1, () => 0),
    atomicLimit: feedAtomicLimit,
  };
  return { feeds: new Feeds({ store, spool, receivers }), parts };
}

/** Where feeds lie from their arrival to their end. */
export function openSpool({ dataDir, feedLimit }: Pick<Options, 'dataDir' | 'feedLimit'>): Spool {
  return new Spool({ directory: join(dataDir, 'feeds'), limit: feedLimit });
}
