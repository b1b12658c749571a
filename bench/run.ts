/**
 * npm run bench: how fast the service is, beside what it is compared with, in one run; docs/performance.md says how to read it. Ends with 1 when
 * a goal is missed or a stored value is wrong.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchOptions, benchOptions } from './bench-options.ts';
import { type Compared, Comparer, type Comparison } from './comparison.ts';
import { comparisonsOf, type Servers } from './comparisons.ts';
import { measureGrowth } from './growth.ts';
import { LoadProcess } from './load/load-process.ts';
import { describeMachine } from './machine.ts';
import { median } from './median.ts';
import { getAccount, receiveAccount } from './messages.ts';
import { measureRawLoops } from './raw-loops.ts';
import { below, countMissed, describeRun, type Goal, goalLine, TABLE_HEAD, tableRow } from './report.ts';
import { AUTHORIZATION, accountsOf, Systems } from './systems.ts';

/** Accounts that the requests are spread over. */
const POPULATION = 1000;
const STARTS = 3;
const SLOWEST_START = 1000;

const options = readOptions();
const directory = mkdtempSync(join(tmpdir(), 'cut-bench-'));
try {
  await main();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const machine = describeMachine();
  const { rounds, seconds, json } = options;
  process.stdout.write(`${describeRun(machine)}${rounds} rounds of ${seconds} s for each row\n\n`);
  await using systems = new Systems(directory);
  const goals: Goal[] = [await measureStart(systems)];
  process.stdout.write(goals.map(goalLine).join(''));
  const { compared, wrong } = await compareAll(systems);
  goals.push(throughputGoal(compared));
  if (options.growth.length > 0) goals.push(...(await measureGrowth(systems, options)));
  process.stdout.write(goals.slice(1).map(goalLine).join(''));

  const result = { machine, rounds, seconds, compared, goals, wrong };
  writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  const missed = countMissed(result);
  process.stdout.write(`\n${missed === 0 ? 'all goals reached' : `${missed} goals missed`}; written to ${json}\n`);
  process.exitCode = missed === 0 ? 0 : 1;
}

/** The database is made by the first start, which does not count; what Node compiles is kept from it, too, as with any other start but the first. */
async function measureStart(systems: Systems): Promise<Goal> {
  const times: number[] = [];
  for (let start = 0; start <= STARTS; start += 1) {
    const service = await systems.service();
    await service.stop();
    if (start > 0) times.push(service.startMilliseconds);
  }
  return below('start to ready', median(times), SLOWEST_START, ' ms');
}

async function compareAll(systems: Systems): Promise<{ compared: Compared[]; wrong: number }> {
  const service = await systems.service();
  const accounts = accountsOf(service);
  const objectIds = await accounts.add(Array.from({ length: POPULATION }, (_, account) => account));
  const servers: Servers = {
    service,
    echo: await systems.echo(),
    nodeSoap: await systems.nodeSoap('libxml2'),
    xerces: await systems.nodeSoap('xerces'),
  };
  const bytes = {
    getBytes: (await accounts.post(getAccount(objectIds[0] ?? ''))).length,
    receiveBytes: (await accounts.post(receiveAccount(0, 0))).length,
  };
  const comparisons = comparisonsOf(servers, bytes).filter(({ work, peer }) =>
    `${work} ${peer.name}`.includes(options.only),
  );

  process.stdout.write(`\n${TABLE_HEAD}`);
  using load = new LoadProcess();
  const comparer = new Comparer(load, { ...options, authorization: AUTHORIZATION, objectIds });
  const compared: Compared[] = [];
  for (const comparison of comparisons) {
    const row = await comparer.compare(comparison);
    compared.push(row);
    process.stdout.write(tableRow(row));
  }
  process.stdout.write(await measureRawLoops(systems, POPULATION, options));
  const wrong = await countWrong(comparisons, systems, objectIds);
  return { compared, wrong };
}

/** The last values that the service and its peers were sent are the ones stored. */
async function countWrong(
  comparisons: readonly Comparison[],
  systems: Systems,
  objectIds: readonly string[],
): Promise<number> {
  let wrong = 0;
  let checked = 0;
  for (const { url, lastTurns } of new Set(comparisons.flatMap(({ subject, peer }) => [subject, peer]))) {
    if (lastTurns === undefined) continue;
    checked += lastTurns.size;
    wrong += await systems.countWrong(url, objectIds, lastTurns);
  }
  process.stdout.write(`stored values checked: ${checked} accounts, ${wrong} wrong\n`);
  return wrong;
}

/** More connections must not lower the throughput. */
function throughputGoal(compared: readonly Compared[]): Goal {
  const drops = ['durable validated Receive', 'Get by Object Id'].flatMap((work) => {
    const rates = compared.filter((row) => row.work === work && row.peer.includes('echo'));
    const rate = (connections: number): number =>
      rates.find((row) => row.connections === connections)?.rate ?? Number.NaN;
    return [rate(1) / rate(16), rate(16) / rate(64)].filter((drop) => !Number.isNaN(drop));
  });
  return below('throughput lost with more connections, as a factor', Math.max(0, ...drops), 1.1, '');
}

function readOptions(): BenchOptions {
  try {
    return benchOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  }
}
