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

/** How much slower Receive and Get are with many accounts stored than with few; the requests go to all of them in turn. */
export async function measureGrowth(systems: Systems, options: BenchOptions): Promise<Goal[]> {
  const rates: { receive: number; get: number }[] = [];
  process.stdout.write('\n| stored accounts | Receive /s | Get /s |\n|---|---|---|\n');
  for (const size of options.growth) {
    const measured = await measureWith(size, systems, options);
    rates.push(measured);
    process.stdout.write(`| ${size} | ${measured.receive.toFixed(0)} | ${measured.get.toFixed(0)} |\n`);
  }
  process.stdout.write('\n');
  const slowdown = (kind: System['kind']): number =>
    Math.max(...rates.map((rate) => rate[kind])) / Math.min(...rates.map((rate) => rate[kind]));
  return [
    below('Receive with the fewest and the most accounts stored, as a factor', slowdown('receive'), SLOWEST, ''),
    below('Get with the fewest and the most accounts stored, as a factor', slowdown('get'), SLOWEST, ''),
  ];
}

async function measureWith(
  size: number,
  systems: Systems,
  { rounds, seconds }: BenchOptions,
): Promise<{ receive: number; get: number }> {
  const dataDirectory = systems.databaseOf(`growth-${size}`);
  const objectIds = await fill(dataDirectory, size);
  const service = await systems.service(dataDirectory);
  using load = new LoadProcess();
  const comparer = new Comparer(load, { rounds, seconds, authorization: AUTHORIZATION, objectIds });
  const median64 = async (kind: System['kind']): Promise<number> => {
    const system: System = { name: 'CUT adapter', url: `${service.url}/soap/account`, kind, pid: service.pid };
    const measured: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const { rate } = await comparer.measure(system, CONNECTIONS, seconds);
      if (round > 0) measured.push(rate);
    }
    return median(measured);
  };
  const rates = { get: await median64('get'), receive: await median64('receive') };
  await service.stop();
  return rates;
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
