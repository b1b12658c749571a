import { CutError } from '../errors/cut-error.ts';
import type { Store, Transaction } from '../store/store.ts';
import { type Feed, type FeedStatus, hasEnded } from './feed.ts';
import { feedError } from './feed-error.ts';
import { type FeedChange, findByStatus, findFeed, lastFeeds, updateFeed } from './feed-rows.ts';

/** What operators see of feeds, and do about them. Whoever works on a feed notices at its next chunk. */
export class FeedControl {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** The newest first. */
  list(limit: number): Promise<readonly Feed[]> {
    return this.#store.read((reader) => lastFeeds(reader, limit));
  }

  /** How many feeds have one of these statuses. */
  async count(statuses: readonly FeedStatus[]): Promise<number> {
    return (await this.#store.read((reader) => findByStatus(reader, statuses))).length;
  }

  /** @throws CutError FEED_UNKNOWN */
  show(id: string): Promise<Feed> {
    return this.#store.read(async (reader) => (await findFeed(reader, id)) ?? unknown(id));
  }

  /** @throws CutError FEED_UNKNOWN; FEED_STATE when it has ended, or everything of it is written */
  pause(id: string): Promise<Feed> {
    return this.#change(id, (feed) => {
      if (feed.checkpoint.done === true) throw wrongState(feed, 'is at its end');
      return feed.status === 'Paused' ? {} : { status: 'Paused', holder: null, expires: null };
    });
  }

  /** @throws CutError FEED_UNKNOWN; FEED_STATE when it has ended or is not paused */
  resume(id: string): Promise<Feed> {
    return this.#change(id, (feed) => {
      if (feed.status !== 'Paused') throw wrongState(feed, `is not paused: it is ${feed.status}`);
      const { failures, ...checkpoint } = feed.checkpoint;
      return { status: 'Waiting', reason: null, ...(failures === undefined ? {} : { checkpoint }) };
    });
  }

  /**
   * Nothing more of the feed is written; what is left to do is to end it.
   * @throws CutError FEED_UNKNOWN; FEED_STATE when it has ended, or everything of it is written
   */
  cancel(id: string): Promise<Feed> {
    return this.#change(id, (feed) => {
      if (feed.checkpoint.done === true) throw wrongState(feed, 'is at its end');
      const checkpoint = { ...feed.checkpoint, done: true };
      const reason = feedError(new CutError('FEED_CANCELLED'));
      return { status: 'Waiting', holder: null, expires: null, checkpoint, reason };
    });
  }

  #change(id: string, changeOf: (feed: Feed) => FeedChange): Promise<Feed> {
    return this.#store.write(async (transaction: Transaction) => {
      const feed = (await findFeed(transaction, id)) ?? unknown(id);
      if (hasEnded(feed)) throw wrongState(feed, `has ended: it is ${feed.status}`);
      const change = changeOf(feed);
      if (Object.keys(change).length > 0) await updateFeed(transaction, feed, change);
      return (await findFeed(transaction, id)) ?? unknown(id);
    });
  }
}

function unknown(id: string): never {
  throw new CutError('FEED_UNKNOWN', { feed: id.slice(0, 100) });
}

function wrongState({ id }: { readonly id: string; readonly status: FeedStatus }, problem: string): CutError {
  return new CutError('FEED_STATE', { feed: id, problem });
}
