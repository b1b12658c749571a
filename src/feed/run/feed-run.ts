import { CutError } from '../../errors/cut-error.ts';
import type { IntegrationObject } from '../../model/model.ts';
import { utcNow } from '../../store/clock.ts';
import type { Store, Transaction } from '../../store/store.ts';
import type { ProcessInterpreter } from '../../workflow/process-interpreter.ts';
import type { MessageDecoder } from '../../xml/message-decoder.ts';
import type { Feed } from '../feed.ts';
import { feedError } from '../feed-error.ts';
import { type FeedChange, findFeedRow, updateFeed } from '../feed-rows.ts';
import type { ChunkReader } from '../read/chunk-reader.ts';
import { LocalReader } from '../read/local-reader.ts';
import type { ReadingThread } from '../read/reading-thread.ts';
import type { ReceivingProcesses } from '../receiving-processes.ts';
import { insertRejects } from '../reject-rows.ts';
import { FeedSplitter, type SplitState } from '../split/feed-splitter.ts';
import type { KnownElements } from '../split/known-elements.ts';
import type { Spool } from '../spool/spool.ts';
import type { SpoolFile } from '../spool/spool-file.ts';
import { type AddressedObject, addressed, type ReceiverChoice } from './addressed-object.ts';
import type { Chunk, ChunkLimits } from './chunk.ts';
import { Tally } from './counts.ts';
import type { Holder } from './holder.ts';
import { ObjectWriter, type ObjectWriterParts } from './object-writer.ts';
import { type PreparedObject, Preparer } from './prepared-object.ts';

export interface FeedRunParts {
  readonly store: Store;
  readonly spool: Spool;
  readonly decoder: Pick<MessageDecoder, 'decodeDocument'>;
  readonly interpreter: Pick<ProcessInterpreter, 'runWithin'>;
  readonly receivers: ReceivingProcesses;
  readonly known: KnownElements;
  readonly holder: Holder;
  readonly chunk: ChunkLimits;
  /** Most bytes of an object. */
  readonly objectLimit: number;
  /** Most objects of a feed that is written as a whole. */
  readonly atomicLimit: number;
  /** Lets others have their turn after work of so many milliseconds. */
  readonly yieldTo: (milliseconds: number) => Promise<void>;
  /** Reads feeds ahead while they are written here. */
  readonly reading?: Pick<ReadingThread, 'open'> | undefined;
  /** Told where the feed stands behind each chunk but the last. */
  readonly onProgress?: (feed: Feed, state: SplitState) => void;
  /** When it is aborted, feeds are let go of after the next chunk. */
  readonly signal?: AbortSignal;
}

/** `done`: nothing is left to be written; `left`: the feed is not ours to work on any more. */
export type RunEnd = 'done' | 'left';

/** Works on one feed: what both ways of writing it share. */
export class FeedRun {
  readonly parts: FeedRunParts;
  readonly #file: SpoolFile;
  readonly #path: string;
  readonly #receivers: ReceiverChoice;
  readonly #expected: IntegrationObject | undefined;

  /** @throws CutError NO_RECEIVER */
  constructor(parts: FeedRunParts, feed: Feed, file: SpoolFile) {
    const { receivers, spool } = parts;
    const chosen = feed.process === undefined ? undefined : receivers.named(feed.process);
    this.parts = parts;
    this.#receivers = chosen === undefined ? receivers : { of: () => chosen };
    this.#expected = chosen?.process.integrationObject;
    this.#file = file;
    this.#path = spool.path(feed.spoolName);
  }

  /** Reads from here on, in this thread. */
  readerFrom(state: SplitState): LocalReader {
    const { known, decoder, objectLimit, chunk } = this.parts;
    const file = this.#file;
    const expected = this.#expected;
    const splitter = new FeedSplitter({ file, known, ...(expected && { expected }) }, state);
    return new LocalReader(splitter, new Preparer({ decoder, known, expected, objectLimit }), chunk);
  }

  /** The same, ahead where there is a thread for it. */
  aheadFrom(state: SplitState): ChunkReader {
    const { reading, chunk: limits, known } = this.parts;
    const file = this.#file;
    const expected = this.#expected?.name;
    const request = { path: this.#path, limits, state, ...(expected === undefined ? {} : { expected }) };
    const here = (from: SplitState): ChunkReader => this.readerFrom(from);
    return reading?.open(request, here, { file, objects: known.byName }) ?? here(state);
  }

  /** Writes objects in the name of who has sent the feed. */
  writer(
    { caller }: Feed,
    { transaction, tally, mayReject }: Pick<ObjectWriterParts, 'transaction' | 'tally' | 'mayReject'>,
  ): ObjectWriter {
    const { interpreter, chunk } = this.parts;
    const receivers = this.#receivers;
    return new ObjectWriter({
      transaction,
      interpreter,
      receivers,
      caller,
      tally,
      mayReject,
      together: chunk.together,
    });
  }

  /** An object with who receives it, or why it cannot be written. */
  addressed(prepared: PreparedObject): AddressedObject {
    return addressed(prepared, this.#receivers);
  }

  /** The feed as it stands, when it is still ours to work on. */
  async ours(transaction: Transaction, rowId: string): Promise<Feed | undefined> {
    const feed = await findFeedRow(transaction, rowId);
    return feed?.status === 'Running' && feed.holder === this.parts.holder.name ? feed : undefined;
  }

  /** That nothing is left to be written, and why when it did not end well. */
  ending(state: SplitState, error: CutError | undefined): FeedChange {
    return { checkpoint: { ...state, done: true }, ...(error === undefined ? {} : { reason: feedError(error) }) };
  }
}

/**
 * Writes a feed chunk by chunk: each in one transaction with the checkpoint behind it, so that after a crash the feed goes on where the last
 * transaction ended, with no object written twice and none left out.
 */
export async function runInChunks(run: FeedRun, feed: Feed): Promise<RunEnd> {
  const { store, yieldTo, onProgress, signal } = run.parts;
  using reader = run.aheadFrom(feed.checkpoint);
  const stopwatch = new Stopwatch();
  for (;;) {
    const start = performance.now();
    const chunk = await reader.next();
    const end = await store.write((transaction) => writeChunk(run, transaction, feed, chunk, stopwatch));
    stopwatch.count();
    if (end !== 'more') return end;
    onProgress?.(feed, chunk.state);
    if (signal?.aborted) return letGo(run, feed);
    await yieldTo(performance.now() - start);
  }
}

/** Leaves the feed to whoever takes it next. */
function letGo(run: FeedRun, { rowId }: Feed): Promise<RunEnd> {
  return run.parts.store.write(async (transaction): Promise<RunEnd> => {
    const feed = await run.ours(transaction, rowId);
    if (feed !== undefined) await updateFeed(transaction, feed, { status: 'Waiting', holder: null, expires: null });
    return 'left';
  });
}

/** What a commit takes counts for the chunk behind it; a transaction that is run again counts once. */
class Stopwatch {
  #counted = performance.now();
  #read = this.#counted;

  /** Milliseconds since what was counted last. */
  read(): number {
    this.#read = performance.now();
    return this.#read - this.#counted;
  }

  /** What was read last is written. */
  count(): void {
    this.#counted = this.#read;
  }
}

async function writeChunk(
  run: FeedRun,
  transaction: Transaction,
  { rowId }: Feed,
  chunk: Chunk,
  stopwatch: Stopwatch,
): Promise<RunEnd | 'more'> {
  const feed = await run.ours(transaction, rowId);
  if (feed === undefined) return 'left';
  const { holder } = run.parts;
  const tally = new Tally(feed.counts);
  const mayReject = (feed.maxErrors ?? Number.POSITIVE_INFINITY) - feed.rejected;
  const writer = run.writer(feed, { transaction, tally, mayReject });
  const all = await writer.write(chunk.objects);
  await insertRejects(transaction, feed, writer.rejects);
  const objects = feed.checkpoint.objects + writer.done;
  const problem = all ? endOf(chunk, objects) : tooMany(feed);
  const isDone = !all || chunk.isLast;
  const state = { ...chunk.state, ...(all ? {} : placeBehind(chunk, writer.done)), objects };
  await updateFeed(transaction, feed, {
    ...(isDone ? run.ending(state, problem) : { checkpoint: state }),
    counts: tally.counts,
    rejected: feed.rejected + writer.rejects.length,
    expires: holder.expiry(),
    workTime: feed.workTime + stopwatch.read(),
    ...(feed.started === undefined ? { started: utcNow() } : {}),
  });
  return isDone ? 'done' : 'more';
}

/** Where the object begins that comes behind the first `count` of a chunk, when there is one. */
function placeBehind({ objects }: Chunk, count: number): Pick<SplitState, 'offset' | 'line'> | undefined {
  let before = 0;
  for (const { object } of objects) {
    if (before === count) return { offset: object.offset, line: object.line };
    before += 1;
  }
  return undefined;
}

/** What is wrong with the end of a feed that has so many objects in all. */
export function endOf({ broken, isLast }: Chunk, objects: number): CutError | undefined {
  if (broken !== undefined) return broken;
  return isLast && objects === 0 ? new CutError('FEED_EMPTY') : undefined;
}

function tooMany({ maxErrors = 0 }: Feed): CutError {
  return new CutError('FEED_TOO_MANY_ERRORS', { limit: maxErrors });
}
