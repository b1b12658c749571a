import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../median.ts';
import { runScript } from '../processes.ts';
import { type KeyOrder, writeFeedFile } from './feed-file.ts';

export interface FeedFigures {
  /** Accounts. */
  readonly size: number;
  /** Of the file, 10^6 bytes. */
  readonly megabytes: number;
  /** Medians of the rounds; the first feed comes first. */
  readonly feeds: readonly { readonly name: string; readonly seconds: number; readonly peakMegabytes: number }[];
  /** That node:sqlite alone takes for the rows of the first feed. */
  readonly rawSeconds: number;
  /** Of raw time to the time of the first feed, round by round. */
  readonly ratio: number;
}

/** Accounts of a raw transaction. */
const RAW_GROUP = 500;

interface FeedRun {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly objects: number;
  readonly rejected: number;
}

/** Of the feed that warms up: enough for a thread that reads ahead. */
const WARM_UP = 10_000;

/** Has Node.js compile everything once: the launcher keeps that from the first feed on, and so do the measured ones (`NODE_COMPILE_CACHE`). */
export async function warmUp(directory: string): Promise<void> {
  const file = join(directory, 'feed.xml');
  await writeFeedFile(file, WARM_UP, false);
  await feed(join(directory, 'data'), file, WARM_UP);
}

/** @throws Error when a feed does not end well */
export async function measureSize(
  directory: string,
  size: number,
  { rounds, order }: { rounds: number; order: KeyOrder },
): Promise<FeedFigures> {
  const first = join(directory, 'first.xml');
  const changed = join(directory, 'changed.xml');
  await writeFeedFile(first, size, false, order);
  await writeFeedFile(changed, size, true, order);
  const measured: { feeds: FeedRun[]; rawSeconds: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const data = join(directory, `data-${round}`);
    const inserted = await feed(data, first, size);
    const rawSeconds = await insertRaw(join(data, 'cut.db'), join(directory, `raw-${round}`));
    measured.push({ feeds: [inserted, await feed(data, first, size), await feed(data, changed, size)], rawSeconds });
    rmSync(data, { recursive: true });
  }
  return {
    size,
    megabytes: statSync(first).size / 1e6,
    feeds: ['first', 'the same again', '10 % changed'].map((name, index) => {
      const runs = measured.flatMap(({ feeds }) => feeds.slice(index, index + 1));
      const seconds = median(runs.map((run) => run.seconds));
      return { name, seconds, peakMegabytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e6 };
    }),
    rawSeconds: median(measured.map((round) => round.rawSeconds)),
    ratio: median(measured.map(({ rawSeconds, feeds }) => rawSeconds / (feeds[0]?.seconds ?? Number.NaN))),
  };
}

async function feed(data: string, file: string, size: number): Promise<FeedRun> {
  const run = JSON.parse(await runScript(join(import.meta.dirname, 'feed-once.ts'), [data, file])) as FeedRun;
  if (run.objects !== size || run.rejected > 0)
    throw new Error(`${run.rejected} of ${run.objects} objects were rejected`);
  return run;
}

async function insertRaw(filled: string, path: string): Promise<number> {
  const seconds = Number(
    await runScript(join(import.meta.dirname, 'raw-inserts.ts'), [filled, path, String(RAW_GROUP)]),
  );
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  return seconds;
}
