/**
 * npm run bench -- --database mssql://user:password@host:1433/database: the service and batch feeds on SQL Server, beside what one would write by hand,
 * a loop that inserts the same rows by a statement each; in schemas of their own, which are removed at the end. docs/performance.md says how to read it.
 * Ends with 1 when a goal is missed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverSchema } from '../test/support/server-schema.ts';
import { Comparer, type Measured, type System } from './comparison.ts';
import { LoadProcess } from './load/load-process.ts';
import { describeMachine } from './machine.ts';
import { median } from './median.ts';
import { below, describeRun, goalLine } from './report.ts';
import { accountInserts } from './sqlserver/account-inserts.ts';
import { Feeds } from './sqlserver/feeds.ts';
import { sqlServerOptions } from './sqlserver/sqlserver-options.ts';
import { StatementLoop } from './sqlserver/statement-loop.ts';
import { AUTHORIZATION, accountsOf, Systems } from './systems.ts';

/** Accounts that Receive and Get are spread over. */
const POPULATION = 200;
const CONNECTIONS = [1, 16];
/** Rounds that do not count: in them the server makes its plans, some servers for each connection of the pool. */
const WARM_UP = 3;
/** Of the loop's speed, the least that a feed has. */
const FASTER = 10;

const options = sqlServerOptions(process.argv.slice(2));
const directory = mkdtempSync(join(tmpdir(), 'cut-bench-'));
const schema = serverSchema(options.database, 'cut_bench');
/** Of feeds: as empty as that of the loop beside them, and without what the load before them has left behind. */
const feedSchema = serverSchema(options.database, 'cut_bench_feed');
try {
  await main();
} finally {
  await schema.remove();
  await feedSchema.remove();
  rmSync(directory, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const machine = describeMachine();
  process.stdout.write(`${describeRun(machine)}\n`);
  const underLoad = await measureLoad();
  const { feed, loop, ratio } = await measureFeeds();
  process.stdout.write(
    '| work | connections | rate /s | p50 ms | p99 ms | as a factor of the loop |\n|---|---|---|---|---|---|\n',
  );
  for (const { work, connections, rate, p50, p99 } of underLoad) {
    process.stdout.write(
      `| ${work} | ${connections} | ${rate.toFixed(0)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | |\n`,
    );
  }
  process.stdout.write(`| new accounts by a feed | 1 | ${feed.toFixed(0)} | | | ${ratio.toFixed(1)} |\n`);
  process.stdout.write(`| new accounts by a loop, one statement for each row | 1 | ${loop.toFixed(1)} | | | 1 |\n\n`);
  const goals = [below('time for an account of a feed, as a factor of the loop', 1 / ratio, 1 / FASTER, '')];
  process.stdout.write(goals.map(goalLine).join(''));
  writeFileSync(options.json, `${JSON.stringify({ machine, underLoad, feed, loop, ratio, goals }, null, 2)}\n`);
  process.exitCode = goals.every(({ reached }) => reached) ? 0 : 1;
}

interface UnderLoad extends Pick<Measured, 'rate' | 'p50' | 'p99'> {
  readonly work: string;
  readonly connections: number;
}

async function measureLoad(): Promise<readonly UnderLoad[]> {
  await using systems = new Systems(directory);
  const service = await systems.service(undefined, { CUT_DATABASE_URL: schema.url });
  const objectIds = await accountsOf(service).add(Array.from({ length: POPULATION }, (_, account) => account));
  using load = new LoadProcess();
  const comparer = new Comparer(load, { ...options, authorization: AUTHORIZATION, objectIds });
  const measured: UnderLoad[] = [];
  for (const kind of ['receive', 'get'] as const) {
    const system: System = { name: 'service', url: `${service.url}/soap/account`, kind, pid: service.pid };
    for (const connections of CONNECTIONS) {
      await comparer.measure(system, connections, options.seconds / 2);
      const rounds: Measured[] = [];
      for (let round = 0; round < options.rounds; round += 1) {
        rounds.push(await comparer.measure(system, connections, options.seconds));
      }
      const failed = rounds.reduce((sum, each) => sum + each.failed, 0);
      if (failed > 0) throw new Error(`${failed} calls failed`);
      const middle = (figure: 'rate' | 'p50' | 'p99'): number => median(rounds.map((each) => each[figure]));
      measured.push({ work: kind, connections, rate: middle('rate'), p50: middle('p50'), p99: middle('p99') });
    }
  }
  return measured;
}

/** Accounts a second, and the ratio, of rounds side by side. */
async function measureFeeds(): Promise<{ feed: number; loop: number; ratio: number }> {
  const { foreignKeys } = options;
  await using statements = await StatementLoop.open(options.database, { foreignKeys });
  await using feeds = await Feeds.open(feedSchema.url, directory);
  if (!foreignKeys) await feedSchema.dropForeignKeys();
  const firstOf = (round: number): number => 100_000 + round * options.accounts;
  const numbered = (round: number): number[] =>
    Array.from({ length: options.accounts }, (_, index) => firstOf(round) + index);
  const all = Array.from({ length: options.rounds + WARM_UP }, (_, round) => numbered(round)).flat();
  const inserts = await accountInserts(all);
  const rounds: { feed: number; loop: number }[] = [];
  for (let round = 0; round < options.rounds + WARM_UP; round += 1) {
    const feed = options.accounts / (await feeds.run(numbered(round)));
    const looped = inserts.slice(round * options.accounts, (round + 1) * options.accounts);
    const loop = options.accounts / (await statements.insert(looped));
    if (round >= WARM_UP) rounds.push({ feed, loop });
  }
  return {
    feed: median(rounds.map(({ feed }) => feed)),
    loop: median(rounds.map(({ loop }) => loop)),
    ratio: median(rounds.map(({ feed, loop }) => feed / loop)),
  };
}
