import { setImmediate } from 'node:timers/promises';
import { CutError } from '../../errors/cut-error.ts';
import { utcNow } from '../../store/clock.ts';
import type { Transaction } from '../../store/store.ts';
import type { Feed } from '../feed.ts';
import { updateFeed } from '../feed-rows.ts';
import { insertRejects, type Reject } from '../reject-rows.ts';
import { type SplitState, START } from '../split/feed-splitter.ts';
import { Tally } from './counts.ts';
import { endOf, type FeedRun, type RunEnd } from './feed-run.ts';
import { toReject } from './object-writer.ts';

/** What was found out about a whole feed. */
interface Verdict {
  readonly state: SplitState;
  readonly rejects: readonly Reject[];
  readonly tally: Tally;
  readonly problem: CutError | undefined;
}

/** Thrown to undo all that was written. */
class Undone extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict) {
    super('the feed was not written');
    this.verdict = verdict;
  }
}

/**
 * Writes a feed as a whole or not at all. First all objects are decoded and validated, while others go on with their work; only a feed in which
 * nothing is wrong by then is written, in one transaction, for which all others wait. Either way every object that is refused is found.
 */
export async function runAtomic(run: FeedRun, feed: Feed): Promise<RunEnd> {
  const { store } = run.parts;
  const start = performance.now();
  const checked = await check(run);
  if (isRefused(checked)) return refuse(run, feed, checked, start);
  try {
    return await store.write((transaction) => writeAll(run, transaction, feed, start));
  } catch (error) {
    if (error instanceof Undone) return refuse(run, feed, error.verdict, start);
    throw error;
  }
}

function isRefused({ rejects, problem }: Verdict): boolean {
  return rejects.length > 0 || problem !== undefined;
}

/** Reads all objects and writes nothing. */
async function check(run: FeedRun): Promise<Verdict> {
  const { atomicLimit } = run.parts;
  const reader = run.readerFrom(START);
  const rejects: Reject[] = [];
  const tally = new Tally();
  for (;;) {
    const chunk = reader.next();
    for (const prepared of chunk.objects) {
      const { object, error } = run.addressed(prepared);
      if (error === undefined) continue;
      rejects.push(toReject(object, error));
      tally.reject(object.place.object, error.location.component);
    }
    const { objects } = chunk.state;
    if (objects > atomicLimit) {
      const problem = new CutError('FEED_ATOMIC_LIMIT', { limit: atomicLimit });
      return { state: chunk.state, rejects: [], tally: new Tally(), problem };
    }
    if (chunk.isLast) return { state: chunk.state, rejects, tally, problem: endOf(chunk, objects) };
    await setImmediate();
  }
}

async function writeAll(run: FeedRun, transaction: Transaction, { rowId }: Feed, start: number): Promise<RunEnd> {
  const feed = await run.ours(transaction, rowId);
  if (feed === undefined) return 'left';
  const tally = new Tally();
  const writer = run.writer(feed, { transaction, tally, mayReject: Number.POSITIVE_INFINITY });
  const reader = run.readerFrom(START);
  let state = START;
  for (let isLast = false; !isLast; ) {
    const chunk = reader.next();
    await writer.write(chunk.objects);
    ({ state, isLast } = chunk);
  }
  if (writer.rejects.length > 0) throw new Undone({ state, rejects: writer.rejects, tally, problem: undefined });
  await updateFeed(transaction, feed, {
    ...run.ending(state, undefined),
    counts: tally.counts,
    started: feed.started ?? utcNow(),
    workTime: feed.workTime + performance.now() - start,
  });
  return 'done';
}

function refuse(
  run: FeedRun,
  { rowId }: Feed,
  { state, rejects, tally, problem }: Verdict,
  start: number,
): Promise<RunEnd> {
  return run.parts.store.write(async (transaction) => {
    const feed = await run.ours(transaction, rowId);
    if (feed === undefined) return 'left';
    await insertRejects(transaction, feed, rejects);
    const reason = problem ?? new CutError('FEED_ATOMIC_REFUSED', { rejected: rejects.length });
    await updateFeed(transaction, feed, {
      ...run.ending(state, reason),
      counts: tally.onlyRejected(),
      rejected: rejects.length,
      started: feed.started ?? utcNow(),
      workTime: feed.workTime + performance.now() - start,
    });
    return 'done';
  });
}
