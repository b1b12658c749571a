import { randomUUID } from 'node:crypto';
import { CutError } from '../errors/cut-error.ts';
import { utcNow } from '../store/clock.ts';
import { type Store, StoreInDoubt, type Transaction } from '../store/store.ts';
import type { Caller } from '../workflow/process-runner.ts';
import { type Feed, type FeedWishes, hasEnded } from './feed.ts';
import { feedError } from './feed-error.ts';
import { newFeedId } from './feed-id.ts';
import { type FeedChange, findByContent, findFeed, insertFeed, updateFeed } from './feed-rows.ts';
import type { ReceivingProcesses } from './receiving-processes.ts';
import type { Holder } from './run/holder.ts';
import type { Spool } from './spool/spool.ts';

export interface FeedsParts {
  readonly store: Store;
  readonly spool: Spool;
  readonly receivers: ReceivingProcesses;
}

/** A feed as it is sent. */
export interface FeedRequest extends Partial<FeedWishes> {
  /** Bytes, packed or not, in any encoding that is accepted; each chunk may be of use until the next one is asked for only. */
  readonly source: AsyncIterable<Buffer>;
  /** `charset` parameter of the content type. */
  readonly charset?: string;
  /** Of the file, for people. */
  readonly name: string;
  /** The sender's own name for it: letters, digits, `-` and `_`. */
  readonly id?: string;
  /** It is taken although the same content was sent before; one that has ended under the same id has another id then. */
  readonly force?: boolean;
  readonly caller: Caller;
  /** Who works on it; otherwise it waits for somebody. */
  readonly holder?: Holder;
}

export interface ReceivedFeed {
  readonly feed: Feed;
  /** It was sent before, and this is what became of it then; nothing new is done. */
  readonly recognised: boolean;
}

/** What keeps a feed from getting further, though it may be right: its process ends or it fails in a way that nobody has foreseen, or the database takes too long. */
export type Failure = 'failed' | 'too slow';

/** How often, at the same place. */
const FAILURES = Object.freeze({
  failed: { most: 5, error: 'FEED_FAILING' },
  'too slow': { most: 3, error: 'FEED_TOO_SLOW' },
} as const);

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/;
const LONGEST_NAME = 255;

/** Takes feeds in, and knows those that were sent before. */
export class Feeds {
  readonly #parts: FeedsParts;

  constructor(parts: FeedsParts) {
    this.#parts = parts;
  }

  /**
   * Takes a feed; when this resolves, it is durable.
   * @throws CutError NO_RECEIVER, INVALID_ARGUMENT, FEED_ID_TAKEN; what `Spool.receive` throws
   */
  async receive(request: FeedRequest): Promise<ReceivedFeed> {
    const { spool, receivers, store } = this.#parts;
    const process = request.process === undefined ? undefined : receivers.named(request.process).process.operation;
    if (request.id !== undefined && !ID.test(request.id)) throw wrongId(request.id);
    const spoolName = randomUUID();
    const content = await spool.receive(spoolName, request.source, request.charset);
    try {
      const received = await store.write((transaction) =>
        this.#insert(
          transaction,
          { ...request, ...(process === undefined ? {} : { process }) },
          { ...content, spoolName },
        ),
      );
      if (received.feed.spoolName !== spoolName) await spool.remove(spoolName);
      return received;
    } catch (error) {
      // The feed may be there all the same: without its file nobody could go on with it. Where it is not, the file is swept later.
      if (!(error instanceof StoreInDoubt)) await spool.remove(spoolName);
      throw error;
    }
  }

  /**
   * Takes over a feed that waits, or that a process which is gone has left.
   * @throws CutError FEED_STATE when somebody works on it, or it lies in another spool
   */
  takeOver(feed: Feed, holder: Holder): Promise<Feed> {
    return this.#take(feed, holder, () => held(holder));
  }

  /**
   * Takes over a feed unless somebody works on it, or it is not to be worked on.
   * @returns the feed; when its process has ended suddenly too often without getting any further, it is paused
   */
  takeIfFree(feed: Feed, holder: Holder): Promise<Feed | undefined> {
    return this.#tryTake(feed, holder, (found) =>
      isLeftBehind(found, holder) ? afterFailure(found, holder, 'failed') : held(holder),
    );
  }

  /**
   * Counts that work on a feed that we hold has failed, for no reason that is the feed's: as if its process had ended.
   * @returns the feed; paused when that was too often at the same place
   */
  countFailure(feed: Feed, holder: Holder, failure: Failure): Promise<Feed | undefined> {
    return this.#tryTake(feed, holder, (found) =>
      found.checkpoint.done === true ? held(holder) : afterFailure(found, holder, failure),
    );
  }

  async #tryTake(feed: Feed, holder: Holder, changeOf: (feed: Feed) => FeedChange): Promise<Feed | undefined> {
    try {
      return await this.#take(feed, holder, changeOf);
    } catch (error) {
      if (error instanceof CutError && error.key === 'FEED_STATE') return undefined;
      throw error;
    }
  }

  #take({ id }: Feed, holder: Holder, changeOf: (feed: Feed) => FeedChange): Promise<Feed> {
    return this.#parts.store.write(async (transaction) => {
      const feed = await findFeed(transaction, id);
      if (feed === undefined || hasEnded(feed)) throw wrongState(id, 'has ended meanwhile');
      if (feed.status === 'Paused') throw wrongState(id, 'is paused');
      if (!holder.mayTakeFrom(feed.holder, feed.expires, utcNow()))
        throw wrongState(id, 'is worked on by another process');
      if (!this.isHere(feed)) throw wrongState(id, 'has no file in this data directory');
      await updateFeed(transaction, feed, changeOf(feed));
      return (await findFeed(transaction, id)) ?? feed;
    });
  }

  /** Whether what is left to do of a feed can be done here: its file is in this spool, or not needed any more. */
  isHere({ spoolName, checkpoint, rejected }: Feed): boolean {
    const { spool, store } = this.#parts;
    if (spool.has(spoolName)) return true;
    // Where machines share a database, the rejected objects are in the spool of another one.
    return checkpoint.done === true && (rejected === 0 || store.dialect === 'sqlite');
  }

  /** Path of the file of its rejected objects; undefined when it has none here. */
  rejectsPath({ rejected, spoolName }: Feed): string | undefined {
    const { spool } = this.#parts;
    return rejected > 0 && spool.hasRejects(spoolName) ? spool.rejectsPath(spoolName) : undefined;
  }

  async #insert(
    transaction: Transaction,
    { id, name, caller, process, atomic = false, maxErrors, force = false, holder }: FeedRequest,
    content: Pick<Feed, 'spoolName' | 'contentHash' | 'size'>,
  ): Promise<ReceivedFeed> {
    const known = id === undefined ? undefined : await this.#known(transaction, id, content.contentHash, force);
    const same = known ?? (force ? undefined : await sentBefore(transaction, content.contentHash, process));
    if (same !== undefined)
      return { feed: await this.#withFile(transaction, same, content.spoolName), recognised: true };
    const feed = await insertFeed(transaction, {
      ...content,
      id: id ?? newFeedId(),
      name: name.slice(0, LONGEST_NAME),
      caller,
      atomic,
      ...(process === undefined ? {} : { process }),
      ...(maxErrors === undefined ? {} : { maxErrors }),
      ...(holder === undefined ? { status: 'Waiting' } : held(holder)),
    });
    return { feed, recognised: false };
  }

  /** The feed of this id. When it is to be written again, it has another id from now on. */
  async #known(transaction: Transaction, id: string, contentHash: string, force: boolean): Promise<Feed | undefined> {
    const known = await findFeed(transaction, id);
    if (known === undefined) return undefined;
    if (known.contentHash !== contentHash) throw idTaken(known.id);
    if (!force || !hasEnded(known)) return known;
    await updateFeed(transaction, known, { id: newFeedId() });
    return undefined;
  }

  /** A feed that was not written to its end gets the same content again, as a file of ours, when its own file is not here and nobody works on it. */
  async #withFile(transaction: Transaction, feed: Feed, spoolName: string): Promise<Feed> {
    if (hasEnded(feed) || isHeld(feed) || this.#parts.spool.has(feed.spoolName)) return feed;
    await updateFeed(transaction, feed, { spoolName });
    return (await findFeed(transaction, feed.id)) ?? feed;
  }
}

/** Whether somebody says that he works on it. */
function isHeld({ expires }: Feed): boolean {
  return expires !== undefined && expires > utcNow();
}

/** Whether its process has ended suddenly; one of which everything is written is brought to its end in any case. */
function isLeftBehind({ status, holder, checkpoint }: Feed, { name }: Holder): boolean {
  return status === 'Running' && holder !== name && checkpoint.done !== true;
}

function afterFailure({ checkpoint }: Feed, holder: Holder, failure: Failure): FeedChange {
  const failures = (checkpoint.failures ?? 0) + 1;
  const counted = { checkpoint: { ...checkpoint, failures } };
  const { most, error: key } = FAILURES[failure];
  if (failures < most) return { ...counted, ...held(holder) };
  const { line, objects } = checkpoint;
  const error = new CutError(key, { count: failures, objects }, { location: { line } });
  return { ...counted, status: 'Paused', holder: null, expires: null, reason: feedError(error) };
}

function held(holder: Holder): { readonly status: 'Running'; readonly holder: string; readonly expires: string } {
  return { status: 'Running', holder: holder.name, expires: holder.expiry() };
}

/** What was stopped or refused may be sent again: it was not done. So may that of which every object was rejected: what they lacked may be there by now. */
async function sentBefore(
  transaction: Transaction,
  contentHash: string,
  process: string | undefined,
): Promise<Feed | undefined> {
  const feeds = await findByContent(transaction, contentHash);
  return feeds.findLast((feed) => feed.process === process && (isDone(feed) || !hasEnded(feed)));
}

function isDone({ status, rejected, checkpoint }: Feed): boolean {
  return status === 'Finished' && rejected < checkpoint.objects;
}

function wrongId(value: string): CutError {
  const expected = 'up to 50 letters, digits, hyphens and underscores';
  const parameters = { value: value.slice(0, 100), argument: 'id', expected };
  return new CutError('INVALID_ARGUMENT', parameters, { location: { argument: 'id', value: value.slice(0, 100) } });
}

function idTaken(id: string): CutError {
  return new CutError('FEED_ID_TAKEN', { feed: id });
}

function wrongState(id: string, problem: string): CutError {
  return new CutError('FEED_STATE', { feed: id, problem });
}
