import { utcNow } from '../../store/clock.ts';
import { StoreBusy, StoreInDoubt, StoreUnavailable, WorkTookTooLong } from '../../store/store.ts';
import type { Feed } from '../feed.ts';
import { findByStatus } from '../feed-rows.ts';
import type { Feeds } from '../feeds.ts';
import type { FeedRunParts } from './feed-run.ts';
import { workOnFeed } from './work-on-feed.ts';

export interface FeedWorkerParts {
  readonly feeds: Feeds;
  /** Without a signal, which is the worker's own. */
  readonly run: Omit<FeedRunParts, 'signal'>;
  /** How many feeds are worked on at once, chunk by chunk in turn. */
  readonly atOnce: number;
  /** How long a feed that could not be gone on with is left alone, in milliseconds. 10 000 when left out. */
  readonly rest?: number;
  readonly onEnd: (feed: Feed) => void;
  /** Work on it has failed or taken too long, or its process has crashed, too often. */
  readonly onPaused: (feed: Feed) => void;
  readonly onError: (error: unknown, feed?: Feed) => void;
}

/** How often feeds are looked for that nobody has told of, in milliseconds. */
const INTERVAL = 5_000;
const REST = 10_000;
/** What has nothing to do with the feed: it is tried again for as long as it takes. */
const PASSING = [StoreBusy, StoreInDoubt, StoreUnavailable];

/** Works on the feeds that wait, in the order in which they came, and on those that a process which is gone has left. */
export class FeedWorker {
  readonly #parts: FeedWorkerParts;
  readonly #abort = new AbortController();
  /** By ROW_ID. */
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #resting = new Set<string>();
  /** Those whose files are not here. */
  readonly #missing = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(parts: FeedWorkerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => this.wake(), INTERVAL);
    this.wake();
  }

  /** There may be something to do. */
  wake(): void {
    const before = this.#looking ?? Promise.resolve();
    this.#looking = before.then(() => this.#look());
  }

  /** Resolves when nothing is under way any more; what is not at its end waits. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#abort.abort();
    await this.#looking;
    await Promise.all(this.#underWay.values());
  }

  async #look(): Promise<void> {
    try {
      while (!this.#abort.signal.aborted && this.#underWay.size < this.#parts.atOnce) {
        const feed = await this.#takeNext();
        if (feed === undefined) return;
        this.#underWay.set(feed.rowId, this.#work(feed));
      }
    } catch (error) {
      this.#parts.onError(error);
    }
  }

  async #takeNext(): Promise<Feed | undefined> {
    const { feeds, run, onPaused } = this.#parts;
    const open = await run.store.read((reader) => findByStatus(reader, ['Waiting', 'Running']));
    for (const feed of open) {
      if (this.#underWay.has(feed.rowId) || this.#resting.has(feed.rowId)) continue;
      if (!feeds.isHere(feed)) {
        this.#tellOfMissing(feed);
        continue;
      }
      if (!run.holder.mayTakeFrom(feed.holder, feed.expires, utcNow())) continue;
      const taken = await feeds.takeIfFree(feed, run.holder);
      if (taken?.status === 'Running') return taken;
      if (taken !== undefined) onPaused(taken);
    }
    return undefined;
  }

  async #work(feed: Feed): Promise<void> {
    const { run, onEnd, onError } = this.#parts;
    try {
      const ended = await workOnFeed({ ...run, signal: this.#abort.signal }, feed);
      if (ended !== undefined) onEnd(ended);
    } catch (error) {
      onError(error, feed);
      this.#rest(feed);
      if (!PASSING.some((kind) => error instanceof kind)) await this.#countFailure(feed, error);
    }
    this.#underWay.delete(feed.rowId);
    this.wake();
  }

  /** Once; where machines share a database, the file is on another one. */
  #tellOfMissing(feed: Feed): void {
    const { run, onError } = this.#parts;
    if (run.store.dialect !== 'sqlite' || this.#missing.has(feed.rowId)) return;
    this.#missing.add(feed.rowId);
    onError(
      new Error('its file is not in the data directory any more: send the same content again, or cancel it'),
      feed,
    );
  }

  #rest({ rowId }: Feed): void {
    this.#resting.add(rowId);
    setTimeout(() => {
      this.#resting.delete(rowId);
      this.wake();
    }, this.#parts.rest ?? REST).unref();
  }

  async #countFailure(feed: Feed, failure: unknown): Promise<void> {
    const { feeds, run, onPaused, onError } = this.#parts;
    try {
      const counted = await feeds.countFailure(
        feed,
        run.holder,
        failure instanceof WorkTookTooLong ? 'too slow' : 'failed',
      );
      if (counted?.status === 'Paused') onPaused(counted);
    } catch (error) {
      onError(error, feed);
    }
  }
}
