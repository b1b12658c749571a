import { mkdirSync } from 'node:fs';
import { openService } from '../src/commands/open-service.ts';
import { readOptions } from '../src/config/read-options.ts';
import type { BenchOptions } from './bench-options.ts';
import { Comparer, type System } from './comparison.ts';
import { recordInserts, writeCopies } from './copy-rows.ts';
import { LoadProcess } from './load/load-process.ts';
import { median } from './median.ts';
import { accountLabel, receiveAccount } from './messages.ts';
import { below, type Goal } from './report.ts';
import { AUTHORIZATION, type Systems } from './systems.ts';

const CONNECTIONS = 64;
/** The largest number of accounts may slow the work down by less. */
const SLOWEST = 1.5;
const STAMP = { by: '0-1', source: 'bench' };

/** A service with so many accounts stored. */
interface Grown {
  readonly size: number;
  readonly systems: Readonly<Record<System['kind'], System>>;
  readonly comparer: Comparer;
}

/**
 * How much slower Receive and Get are with many accounts stored than with few; the requests go to all of them in turn. The services take turns, round by round: a factor is the
 * median of those of rounds side by side.
 */
export async function measureGrowth(systems: Systems, options: BenchOptions): Promise<Goal[]> {
  using load = new LoadProcess();
  const services: Grown[] = [];
  for (const size of options.growth) services.push(await grow(size, systems, load, options));
  const get = await measureInTurn('get', services, options);
  const receive = await measureInTurn('receive', services, options);

  process.stdout.write('\n| stored accounts | Receive /s | Get /s |\n|---|---|---|\n');
  for (const [index, { size }] of services.entries()) {
    const rate = (rounds: readonly Round[]): string => median(rounds.map((round) => round[index] ?? 0)).toFixed(0);
    process.stdout.write(`| ${size} | ${rate(receive)} | ${rate(get)} |\n`);
  }
  process.stdout.write('\n');
  return [
    below('Receive with the fewest and the most accounts stored, as a factor', slowdown(receive), SLOWEST, ''),
    below('Get with the fewest and the most accounts stored, as a factor', slowdown(get), SLOWEST, ''),
  ];
}

async function grow(
  size: number,
  systems: Systems,
  load: LoadProcess,
  { rounds, seconds }: BenchOptions,
): Promise<Grown> {
  const dataDirectory = systems.databaseOf(`growth-${size}`);
  const objectIds = await fill(dataDirectory, size);
  const { url, pid } = await systems.service(dataDirectory);
  const system = (kind: System['kind']): System => ({ name: 'CUT adapter', url: `${url}/soap/account`, kind, pid });
  return {
    size,
    systems: { get: system('get'), receive: system('receive') },
    comparer: new Comparer(load, { rounds, seconds, authorization: AUTHORIZATION, objectIds }),
  };
}

/** Requests a second, of one service after the other. */
type Round = readonly number[];

/** The first round, which warms up, does not count. */
async function measureInTurn(
  kind: System['kind'],
  services: readonly Grown[],
  { rounds, seconds }: BenchOptions,
): Promise<readonly Round[]> {
  const measured: Round[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const rates: number[] = [];
    for (const { systems, comparer } of services)
      rates.push((await comparer.measure(systems[kind], CONNECTIONS, seconds)).rate);
    if (round > 0) measured.push(rates);
  }
  return measured;
}

function slowdown(rounds: readonly Round[]): number {
  return median(rounds.map((round) => (round[0] ?? 0) / (round.at(-1) ?? 0)));
}

/** Fills a new database with the rows that messages would have written. @returns row ids of the accounts */
async function fill(dataDirectory: string, size: number): Promise<readonly string[]> {
  mkdirSync(dataDirectory, { recursive: true });
  const { options } = readOptions({ flags: { dataDir: dataDirectory }, environment: {}, directory: dataDirectory });
  await using service = await openService(options);
  const { codec, store, adapter, model } = service;
  const placeholder = accountLabel(0);
  const object = [...model.integrationObjects.values()].find(({ tag }) => tag === 'ListOfCutSampleAccountIo');
  const message = receiveAccount(0, 7);
  const list = codec.decoder.decodeDocument(
    message.slice(message.indexOf('<ListOf'), message.indexOf('</CUTReceive')),
    object,
  );
  const inserts = await recordInserts(store, (transaction) =>
    adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP }),
  );
  await writeCopies(store, inserts, size - 1, { placeholder, first: 1 });
  const account = inserts.find(({ table, columns }) => table.name === 'S_ORG_EXT' && columns.length > 0);
  if (account === undefined) throw new Error('no account was inserted');
  return [account.rowId, ...copiedRowIds(inserts, account.rowId, size)];
}

function copiedRowIds(inserts: readonly { readonly rowId: string }[], rowId: string, size: number): string[] {
  const position = [...new Set(inserts.map((insert) => insert.rowId))].indexOf(rowId).toString(36);
  return Array.from({ length: size - 1 }, (_, index) => `9-${(index + 1).toString(36)}.${position}`);
}
