/**
 * npm run bench -- feed [--sizes 10000,100000] [--rounds 3] [--scattered] [--latency 100000] [--latency-seconds 30] [--json bench-feed-result.json]: batch feeds of so many accounts with two contacts
 * and two addresses each: the first feed, which inserts; the same again; and with one account in ten changed. Beside each first feed, node:sqlite
 * alone inserts the same rows. With `--scattered`, the keys of the accounts come in no order. Last, how long Get takes while a service works on a feed of
 * `--latency` accounts (0: not measured), for so many seconds or, with `all`, to its end. docs/performance.md says how to read it. Ends with 1 when a goal is missed.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type GetLatency, measureGetLatency } from './feed/get-latency.ts';
import { type FeedFigures, measureSize, warmUp } from './feed/measure-size.ts';
import { describeMachine } from './machine.ts';
import { below, describeRun, type Goal, goalLine } from './report.ts';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    rounds: { type: 'string', default: '3' },
    scattered: { type: 'boolean', default: false },
    latency: { type: 'string', default: '100000' },
    'latency-seconds': { type: 'string', default: '30' },
    json: { type: 'string', default: 'bench-feed-result.json' },
  },
});
/** Of raw node:sqlite's speed, the least; as a factor of its time, the most. */
const SLOWEST = 1 / 0.6;
const MOST_MEGABYTES = 250;
/** Median latency of Get while a feed is worked on, as a factor of that of an idle service. */
const SLOWEST_GET = 3;
/** Time for an object in the largest feed, as a factor of that in the smallest. */
const STEEPEST = 1.5;

const TABLE_HEAD =
  '| accounts | feed | seconds | objects /s | MB/s | peak MB | raw seconds | ratio |\n|---|---|---|---|---|---|---|---|\n';

const directory = mkdtempSync(join(tmpdir(), 'cut-bench-feed-'));
try {
  await main();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const machine = describeMachine();
  process.env.NODE_COMPILE_CACHE = join(directory, 'compiled');
  await inPlace('warm-up', warmUp);
  process.stdout.write(`${describeRun(machine)}\n${TABLE_HEAD}`);
  const measured: FeedFigures[] = [];
  for (const size of values.sizes.split(',').map(Number)) {
    const how = { rounds: Number(values.rounds), order: values.scattered ? 'scattered' : 'ascending' } as const;
    const figures = await inPlace(String(size), (place) => measureSize(place, size, how));
    measured.push(figures);
    process.stdout.write(tableRows(figures));
  }
  const latency = await getLatency(Number(values.latency));
  const goals = [...goalsOf(measured), ...(latency === undefined ? [] : [slowdown(latency)])];
  process.stdout.write(`\n${goals.map(goalLine).join('')}`);
  writeFileSync(values.json, `${JSON.stringify({ machine, measured, latency, goals }, null, 2)}\n`);
  process.exitCode = goals.every(({ reached }) => reached) ? 0 : 1;
}

/** A directory of its own, which is removed afterwards. */
async function inPlace<T>(name: string, work: (directory: string) => Promise<T>): Promise<T> {
  const place = join(directory, name);
  mkdirSync(place);
  const result = await work(place);
  rmSync(place, { recursive: true });
  return result;
}

async function getLatency(size: number): Promise<GetLatency | undefined> {
  if (size === 0) return undefined;
  const given = values['latency-seconds'];
  const latency = await measureGetLatency(directory, size, given === 'all' ? Number.POSITIVE_INFINITY : Number(given));
  const { idle, duringFeed, rounds } = latency;
  process.stdout.write(
    `\nGet, one caller: ${idle.toFixed(2)} ms; while a feed of ${size} accounts is worked on: ${duringFeed.toFixed(2)} ms (${rounds} rounds)\n`,
  );
  return latency;
}

function tableRows({ size, megabytes, feeds, rawSeconds, ratio }: FeedFigures): string {
  return feeds
    .map(({ name, seconds, peakMegabytes }, index) => {
      const raw = index === 0 ? [rawSeconds.toFixed(2), ratio.toFixed(2)] : ['', ''];
      const rates = [(size / seconds).toFixed(0), (megabytes / seconds).toFixed(1)];
      return `| ${[size, name, seconds.toFixed(2), ...rates, peakMegabytes.toFixed(0), ...raw].join(' | ')} |\n`;
    })
    .join('');
}

function slowdown({ idle, duringFeed }: GetLatency): Goal {
  return below('median latency of Get during a feed, as a factor', duringFeed / idle, SLOWEST_GET, '');
}

function goalsOf(measured: readonly FeedFigures[]): Goal[] {
  const forObject = measured.map(({ size, feeds }) => (feeds[0]?.seconds ?? Number.NaN) / size);
  const growth = (forObject.at(-1) ?? Number.NaN) / (forObject[0] ?? Number.NaN);
  return [
    ...measured.flatMap(({ size, ratio, feeds }) => [
      below(`${size} accounts: time as a factor of raw node:sqlite's`, 1 / ratio, SLOWEST, ''),
      below(
        `${size} accounts: peak memory`,
        Math.max(...feeds.map((feed) => feed.peakMegabytes)),
        MOST_MEGABYTES,
        ' MB',
      ),
    ]),
    below('time for an object, in the largest feed as a factor of the smallest', growth, STEEPEST, ''),
  ];
}
