/**
 * npm run bench [-- --quick]: the table of section "Speed" in docs/performance.md. The compared systems run in turn, round by round, in this
 * one run; the figures are medians over the rounds, and ratios of rounds side by side. Loads come from another process.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, Measurement } from './load.ts';
import { getAccount, mark, POPULATION, receiveAccount } from './messages.ts';
import { runScript, type Server, startServer } from './processes.ts';

const quick = process.argv.includes('--quick');
const rounds = quick ? 1 : 5;
const seconds = quick ? 2 : 5;
const here = import.meta.dirname;
const password = 'bench-password';
const authorization = `Basic ${Buffer.from(`SADMIN:${password}`).toString('base64')}`;

interface System {
  readonly name: string;
  readonly url: string;
  readonly kind: Job['kind'];
  /** Whether what it stored is checked at the end. */
  readonly checked: boolean;
}

interface Comparison {
  readonly work: string;
  readonly subject: System;
  readonly peer: System;
  readonly connections: number;
  /** The least ratio subject / peer that design section 10 asks for. */
  readonly goal: number;
}

const directory = mkdtempSync(join(tmpdir(), 'cut-bench-'));
const servers: Server[] = [];
let turn = 1_000_000;
const lastTurns = new Map<string, number>();

try {
  await main();
} finally {
  for (const server of servers) await server.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const service = await start(join(here, '..', 'bin', 'cut-adapter.mjs'), ['serve'], {
    CUT_DATA_DIR: directory,
    CUT_PORT: '0',
    CUT_ADMIN_PASSWORD: password,
    CUT_LOG_LEVEL: 'warn',
  });
  const echo = await start(join(here, 'servers', 'echo.ts'));
  const nodeSoap = await start(join(here, 'servers', 'node-soap.ts'), ['libxml2', directory]);
  const xerces = await start(join(here, 'servers', 'node-soap.ts'), ['xerces', directory]);
  const objectIds = await populate(`${service.url}/soap/account`);
  const answerBytes = (await post(`${service.url}/soap/account`, getAccount(objectIds[0] ?? ''))).length;

  const receive: System = { name: 'CUT adapter', url: `${service.url}/soap/account`, kind: 'receive', checked: true };
  const get: System = { ...receive, kind: 'get', checked: false };
  const echoReceive: System = { name: 'bare node:http echo', url: echo.url, kind: 'receive', checked: false };
  const echoGet: System = { ...echoReceive, url: `${echo.url}/?bytes=${answerBytes}`, kind: 'get' };
  const comparisons: Comparison[] = [
    { work: 'durable validated Receive', subject: receive, peer: echoReceive, connections: 64, goal: 0.5 },
    { work: 'durable validated Receive', subject: receive, peer: echoReceive, connections: 16, goal: 0.4 },
    { work: 'durable validated Receive', subject: receive, peer: echoReceive, connections: 1, goal: 0.35 },
    { work: 'Get by Object Id', subject: get, peer: echoGet, connections: 64, goal: 0.6 },
    { work: 'Get by Object Id', subject: get, peer: echoGet, connections: 1, goal: 0 },
    {
      work: 'Receive',
      subject: receive,
      peer: peer('node-soap + libxml2-wasm + SQLite', nodeSoap),
      connections: 16,
      goal: 8,
    },
    {
      work: 'Receive',
      subject: receive,
      peer: peer('node-soap + xsd-schema-validator + SQLite', xerces),
      connections: 4,
      goal: 500,
    },
  ];

  process.stdout.write(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, ${rounds} rounds of ${seconds} s\n`,
  );
  process.stdout.write(`start to ready: ${Math.round(service.startMilliseconds)} ms (goal: under 1000)\n\n`);
  process.stdout.write(
    '| work | connections | rate /s | p50 ms | p99 ms | compared with | its rate /s | ratio | goal | |\n|---|---|---|---|---|---|---|---|---|---|\n',
  );
  let missed = service.startMilliseconds >= 1000 ? 1 : 0;
  for (const comparison of comparisons) if (!(await compare(comparison, objectIds))) missed += 1;
  await checkStored(service.url, objectIds);
  process.stdout.write(missed === 0 ? '\nall goals reached\n' : `\n${missed} goals missed\n`);
  process.exitCode = missed === 0 ? 0 : 1;
}

/** @returns whether the goal is reached */
async function compare(
  { work, subject, peer: other, connections, goal }: Comparison,
  objectIds: readonly string[],
): Promise<boolean> {
  const ours: Measurement[] = [];
  const theirs: Measurement[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await measure(subject, connections, objectIds));
    theirs.push(await measure(other, connections, objectIds));
  }
  const ratio = median(ours.map((measurement, index) => measurement.rate / (theirs[index]?.rate || Number.NaN)));
  const failed = ours.reduce((sum, measurement) => sum + measurement.failed, 0);
  const reached = ratio >= goal && failed === 0;
  const cells = [
    work,
    connections,
    median(ours.map(({ rate }) => rate)).toFixed(0),
    median(ours.map(({ p50 }) => p50)),
    median(ours.map(({ p99 }) => p99)),
    other.name,
    median(theirs.map(({ rate }) => rate)).toFixed(1),
    ratio.toFixed(2),
    goal || '-',
    failed > 0 ? `${failed} failed` : reached ? 'reached' : 'missed',
  ];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
  return reached;
}

async function measure(system: System, connections: number, objectIds: readonly string[]): Promise<Measurement> {
  const job: Job = {
    url: system.url,
    kind: system.kind,
    connections,
    duration: seconds,
    authorization,
    firstTurn: turn,
    objectIds,
  };
  turn += 500_000;
  const measurement: Measurement = JSON.parse(await runScript(join(here, 'load.ts'), [JSON.stringify(job)]));
  if (system.checked) for (const [account, last] of Object.entries(measurement.lastTurns)) lastTurns.set(account, last);
  return measurement;
}

/** The last value sent is the one stored; where the load ended with the request under way, the one before may be. */
async function checkStored(url: string, objectIds: readonly string[]): Promise<void> {
  let wrong = 0;
  for (const [account, last] of [...lastTurns].slice(0, 200)) {
    const answer = await post(`${url}/soap/account`, getAccount(objectIds[Number(account)] ?? ''));
    if (!answer.includes(mark(last)) && !answer.includes(mark(last - POPULATION))) wrong += 1;
  }
  process.stdout.write(`\nstored values checked: ${Math.min(lastTurns.size, 200)} accounts, ${wrong} wrong\n`);
  if (wrong > 0) throw new Error('stored values are not the ones sent last');
}

/** @returns row ids of the accounts, by number */
async function populate(url: string): Promise<string[]> {
  const objectIds: string[] = [];
  for (let account = 0; account < POPULATION; account += 1) {
    const answer = await post(url, receiveAccount(account, account));
    objectIds.push(/<Object_spcId>([^<]+)</.exec(answer)?.[1] ?? '');
  }
  if (objectIds.includes('')) throw new Error('the accounts could not be set up');
  return objectIds;
}

async function post(url: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/xml', authorization } });
  const text = await response.text();
  if (response.status !== 200) throw new Error(text.slice(0, 1000));
  return text;
}

async function start(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const server = await startServer(script, args, env);
  servers.push(server);
  return server;
}

function peer(name: string, server: Server): System {
  return { name, url: `${server.url}/soap`, kind: 'receive', checked: false };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
