/**
 * node bench/outbox.ts [deliveries]: puts deliveries (10 000, each of another object) for a partner that takes 20 ms for each into an outbox, and measures how
 * fast they are made under several concurrency limits, beside the same requests made by the HTTP client alone, how memory grows meanwhile, and how long
 * the messages of another partner take, beside the time that they take when nothing else is to be delivered. Exits non-zero when a goal is missed.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { modelLookups } from '../src/adapter/model-lookups.ts';
import { createInstance } from '../src/model/instance.ts';
import type { Partner } from '../src/model/partner.ts';
import { Outbox } from '../src/outbound/outbox.ts';
import { compileSubscribers } from '../src/outbound/subscriptions.ts';
import { createTransports } from '../src/outbound/transports/create-transports.ts';
import type { Transport } from '../src/outbound/transports/transport.ts';
import { SqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import { integrationObject, model } from '../test/support/model.ts';
import { httpTransport, partner } from '../test/support/partners.ts';
import { DeliveryRun } from './delivery-run.ts';
import { describeMachine } from './machine.ts';
import { median } from './median.ts';
import { describeRun } from './report.ts';

const deliveries = Number(process.argv[2] ?? 10_000);
const limits = [4, 8, 16];
/** Of the rate of the client alone. */
const goal = 0.5;
/** Megabytes that the heap of this process, freed of garbage, may grow by after the first tenth of the deliveries, which are 200 MB together. */
const growthGoal = 10;
/** Of the time that a message of another partner takes when nothing else is to be delivered. */
const otherGoal = 3;
const otherMessages = 30;
const send = 'CUT Send Account Data';
const sendOther = 'CUT Send Work Order Data';
const account = integrationObject('CUT Sample Account IO');
const document = `<SiebelMessage>${'x'.repeat(20_000)}</SiebelMessage>`;
const list = { integrationObject: account, roots: [createInstance(account.root)] };
const stamp = { by: '0-1', source: 'bench' };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const server = fork(join(import.meta.dirname, 'servers', 'slow-partner.ts'));
try {
  const [port] = await once(server, 'message');
  process.stdout.write(`${describeRun(describeMachine())}${deliveries} deliveries\n\n`);
  process.stdout.write(
    '| concurrency | deliveries /s | client alone /s | ratio | heap MB | growth MB | other partner ms | without the backlog ms |\n|---|---|---|---|---|---|---|---|\n',
  );
  for (const concurrency of limits) await measure(`http://127.0.0.1:${port}/`, concurrency);
} finally {
  server.disconnect();
}

async function measure(url: string, concurrency: number): Promise<void> {
  const more = { transport: httpTransport(url), concurrency, timeout: 10_000 };
  const billing = partner('billing', [send], more);
  const network = partner('network', [sendOther], more);
  const [transport] = (await transportsTo([billing])).values();
  if (transport === undefined) throw new Error('no transport');
  const alone = await clientAlone(transport, concurrency);
  const { rate, memory, growth, other, otherAlone } = await throughOutbox([billing, network]);
  const figures = [rate.toFixed(0), alone.toFixed(0), (rate / alone).toFixed(2), memory, growth];
  process.stdout.write(`| ${[concurrency, ...figures, other.toFixed(0), otherAlone.toFixed(0)].join(' | ')} |\n`);
  if (rate / alone < goal || growth > growthGoal || other > otherAlone * otherGoal) process.exitCode = 1;
}

function transportsTo(partners: readonly Partner[]): Promise<ReadonlyMap<string, Transport>> {
  return createTransports(partners, { environment: {}, directory: '.' });
}

/** Requests a second. */
async function clientAlone(transport: Transport, concurrency: number): Promise<number> {
  const count = Math.ceil(deliveries / 10);
  const signal = new AbortController().signal;
  let left = count;
  const work = async (): Promise<void> => {
    for (; left > 0; left -= 1) {
      const message = { messageId: String(left), sequence: String(left), created: '', process: send };
      await transport.deliver({ ...message, objectId: '', payload: document }, signal);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  return count / ((performance.now() - start) / 1000);
}

async function throughOutbox(partners: readonly Partner[]) {
  const directory = mkdtempSync(join(tmpdir(), 'cut-bench-'));
  const store = await SqliteStore.open({ path: join(directory, 'cut.db'), tables: model.tables.values() });
  const outbox = new Outbox(compileSubscribers({ ...model, partners }, modelLookups(model)));
  try {
    const before = new DeliveryRun({ store, partners, transports: await transportsTo(partners) });
    const otherAlone = await otherTimes(store, outbox, before);
    await before.stop();

    await fill(store, outbox);
    const memory: number[] = [];
    const start = performance.now();
    const run = new DeliveryRun({
      store,
      partners,
      transports: await transportsTo(partners),
      backlog: { partner: 'billing', size: deliveries },
      onMade: (made) => {
        if (made % (deliveries / 10) === 0) memory.push(heapMegabytes());
      },
    });
    const other = await otherTimes(store, outbox, run);
    await run.backlogMade;
    const rate = deliveries / ((performance.now() - start) / 1000);
    await run.stop();
    const [first = 0] = memory;
    const growth = Math.max(...memory) - first;
    return { rate, memory: Math.max(...memory), growth, other: median(other), otherAlone: median(otherAlone) };
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

/** Milliseconds from the commit of each message of the other partner to its delivery, one after the other. */
async function otherTimes(store: SqliteStore, outbox: Outbox, run: DeliveryRun): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < otherMessages; index += 1) {
    const { messageId } = await store.write((transaction) =>
      outbox.put(transaction, { process: sendOther, list, objectId: `2-${index}`, document: () => document, stamp }),
    );
    const committed = performance.now();
    await run.delivered(messageId);
    times.push(performance.now() - committed);
  }
  return times;
}

function heapMegabytes(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

async function fill(store: SqliteStore, outbox: Outbox): Promise<void> {
  for (let first = 0; first < deliveries; first += 500) {
    await store.write(async (transaction) => {
      for (let index = first; index < Math.min(first + 500, deliveries); index += 1)
        await outbox.put(transaction, { process: send, list, objectId: `1-${index}`, document: () => document, stamp });
    });
  }
}
