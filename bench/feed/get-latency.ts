import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { Comparer } from '../comparison.ts';
import { LoadProcess } from '../load/load-process.ts';
import { median } from '../median.ts';
import { AUTHORIZATION, accountsOf, Systems } from '../systems.ts';
import { writeFeedFile } from './feed-file.ts';

export interface GetLatency {
  /** Milliseconds, medians. */
  readonly idle: number;
  readonly duringFeed: number;
  /** Measurements while the feed was worked on. */
  readonly rounds: number;
}

const ACCOUNTS = 100;
/** Of one measurement. */
const SECONDS = 1;
const IDLE_ROUNDS = 5;

/**
 * Median latency of Get by Object Id, one caller, in a service that has nothing else to do, and while it works on a feed of `size` accounts.
 * @param mostSeconds measured while the feed is worked on; or until it ends
 */
export async function measureGetLatency(directory: string, size: number, mostSeconds: number): Promise<GetLatency> {
  const file = join(directory, 'feed.xml');
  await writeFeedFile(file, size, false);
  await using systems = new Systems(directory);
  const service = await systems.service();
  const objectIds = await accountsOf(service).add(Array.from({ length: ACCOUNTS }, (_, account) => account));
  using load = new LoadProcess();
  const comparer = new Comparer(load, { rounds: 1, seconds: SECONDS, authorization: AUTHORIZATION, objectIds });
  const system = { name: 'CUT adapter', url: `${service.url}/soap/account`, kind: 'get', pid: service.pid } as const;
  const measure = async (): Promise<number> => (await comparer.measure(system, 1, SECONDS)).p50;

  await measure();
  const idle: number[] = [];
  while (idle.length < IDLE_ROUNDS) idle.push(await measure());
  const id = await send(`${service.url}/feeds`, file);
  const busy: number[] = [];
  while (busy.length < mostSeconds / SECONDS && (await statusOf(`${service.url}/feeds/${id}`)) !== 'Finished') {
    busy.push(await measure());
  }
  return { idle: median(idle), duringFeed: median(busy), rounds: busy.length };
}

const headers = { authorization: AUTHORIZATION, accept: 'application/json' };

async function send(url: string, file: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', body: await openAsBlob(file), headers });
  if (response.status !== 202) throw new Error(await response.text());
  return ((await response.json()) as { id: string }).id;
}

async function statusOf(url: string): Promise<string> {
  const response = await fetch(url, { headers });
  return ((await response.json()) as { status: string }).status;
}
