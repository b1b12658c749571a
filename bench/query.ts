/**
 * node bench/query.ts [accounts]: fills a database with accounts (200 000) that have children of every kind, and measures queries that answer 50
 * of them with all their children; in this process, without SOAP. Exits non-zero when a median is above the goal.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SiebelAdapter } from '../src/adapter/siebel-adapter.ts';
import type { Instance, InstanceList } from '../src/model/instance.ts';
import { loadModel } from '../src/model/load-model.ts';
import { loadSeed } from '../src/model/seed.ts';
import { SqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import type { Reader } from '../src/store/store.ts';
import { instanceList } from '../test/support/instances.ts';
import { numberText, recordInserts, writeCopies } from './copy-rows.ts';
import { ACCOUNT } from './query-account.ts';

const accounts = Number(process.argv[2] ?? 200_000);
const goal = 25;
const rounds = 200;
const wanted = 50;
const stamp = { by: '0-1', source: 'bench' };
const mappings = join(import.meta.dirname, '..', 'mappings');

const model = loadModel(mappings);
const adapter = new SiebelAdapter(model, { queryLimit: 1000, maximumPageSize: 100 });
const object = model.integrationObjects.get('CUT Sample Account IO') ?? missing();
const directory = mkdtempSync(join(tmpdir(), 'cut-bench-'));
const store = await SqliteStore.open({ path: join(directory, 'cut.db'), tables: model.tables.values() });

type Query = (reader: Reader, first: number) => Promise<InstanceList>;

/** Ways to ask for the accounts from number `first` on. */
const QUERIES: Readonly<Record<string, Query>> = {
  'by example, one for each account': (reader, first) => {
    const keys = Array.from({ length: wanted }, (_, index) => ({ 'Integration Id': `A-${numberText(first + index)}` }));
    return adapter.query(reader, object, { examples: instanceList(object, ...keys).roots });
  },
  'by a range of names': (reader, first) => adapter.query(reader, object, { searchSpec: nameRange(first) }),
  'by a range of names, and EXISTS about a child': (reader, first) =>
    adapter.query(reader, object, {
      searchSpec: `${nameRange(first)} AND EXISTS ([Account Synonym.Synonym] LIKE "N*")`,
    }),
  'a page, sorted by name': async (reader, first) => {
    const criteria = { searchSpec: `[Name] >= "Account ${numberText(first)}"`, sortSpec: 'Name' };
    return (await adapter.queryPage(reader, object, criteria, { pageSize: wanted })).list;
  },
};

try {
  await fill();
  process.stdout.write(`${accounts} accounts, Node ${process.version}, ${rounds} rounds\n\n`);
  process.stdout.write(
    '| 50 accounts with all children | instances | median ms | p99 ms | goal | |\n|---|---|---|---|---|---|\n',
  );
  for (const [name, query] of Object.entries(QUERIES)) await measure(name, query);
} finally {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
}

async function fill(): Promise<void> {
  const { always, samples } = loadSeed(mappings, model);
  const seed = [...always, ...samples].map((row) => ({ kind: 'insert' as const, ...row }));
  await store.write((transaction) => transaction.apply(seed, stamp));
  const list = instanceList(object, ACCOUNT);
  const inserts = await recordInserts(store, (transaction) =>
    adapter.write(transaction, list, { method: 'Upsert', stamp }),
  );
  await writeCopies(store, inserts, accounts);
}

async function measure(name: string, query: Query): Promise<void> {
  const times: number[] = [];
  let instances = 0;
  for (let round = 0; round < rounds; round += 1) {
    // a prime far apart, so that rounds do not meet the same pages
    const first = (round * 7919) % (accounts - wanted);
    const start = performance.now();
    const { roots } = await store.read((reader) => query(reader, first));
    times.push(performance.now() - start);
    if (roots.length !== wanted) throw new Error(`${name}: ${roots.length} accounts instead of ${wanted}`);
    instances = roots.reduce((sum, root) => sum + count(root), 0);
  }
  times.sort((left, right) => left - right);
  const median = times[Math.floor(rounds / 2)] ?? Number.NaN;
  const late = times[Math.floor(rounds * 0.99)] ?? Number.NaN;
  const reached = median < goal;
  if (!reached) process.exitCode = 1;
  const cells = [name, instances, median.toFixed(1), late.toFixed(1), goal, reached ? 'reached' : 'missed'];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function nameRange(first: number): string {
  return `[Name] >= "Account ${numberText(first)}" AND [Name] < "Account ${numberText(first + wanted)}"`;
}

function count({ children }: Instance): number {
  return children.reduce((sum, group) => sum + (group ?? []).reduce((inner, child) => inner + count(child), 0), 1);
}

function missing(): never {
  throw new Error('there is no account object in the mappings');
}
