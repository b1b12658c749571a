/**
 * node bench/outbox.ts [deliveries]: puts deliveries (10 000, each of another object) for a partner that takes 20 ms for each into an outbox, and measures how
 * fast they are made under several concurrency limits, beside the same requests made by the HTTP client alone, and how memory grows meanwhile. Exits
 * non-zero when a goal is missed.
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
import { DeliveryFailure } from '../src/outbound/delivery-failure.ts';
import { DeliveryWorker } from '../src/outbound/delivery-worker.ts';
import { Outbox } from '../src/outbound/outbox.ts';
import { compileSubscribers } from '../src/outbound/subscriptions.ts';
import { createTransports } from '../src/outbound/transports/create-transports.ts';
import type { Transport } from '../src/outbound/transports/transport.ts';
import { SqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import { integrationObject, model } from '../test/support/model.ts';
import { httpTransport, partner } from '../test/support/partners.ts';
import { describeMachine } from './machine.ts';
import { describeRun } from './report.ts';

const deliveries = Number(process.argv[2] ?? 10_000);
const limits = [4, 8, 16];
/** Of the rate of the client alone. */
const goal = 0.5;
/** Megabytes that the heap of this process, freed of garbage, may grow by after the first tenth of the deliveries, which are 200 MB together. */
const growthGoal = 10;
const send = 'CUT Send Account Data';
const account = integrationObject('CUT Sample Account IO');
const document = `<SiebelMessage>${'x'.repeat(20_000)}</SiebelMessage>`;
const stamp = { by: '0-1', source: 'bench' };

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const server = fork(join(import.meta.dirname, 'servers', 'slow-partner.ts'));
try {
  const [port] = await once(server, 'message');
  process.stdout.write(`${describeRun(describeMachine())}${deliveries} deliveries\n\n`);
  process.stdout.write(
    '| concurrency | deliveries /s | client alone /s | ratio | heap MB | growth MB |\n|---|---|---|---|---|---|\n',
  );
  for (const concurrency of limits) await measure(`http://127.0.0.1:${port}/`, concurrency);
} finally {
  server.disconnect();
}

async function measure(url: string, concurrency: number): Promise<void> {
  const billing = partner('billing', [send], { transport: httpTransport(url), concurrency, timeout: 10_000 });
  const [transport] = (await createTransports([billing], { environment: {}, directory: '.' })).values();
  if (transport === undefined) throw new Error('no transport');
  const alone = await clientAlone(transport, concurrency);
  const { rate, memory, growth } = await throughOutbox(billing, transport);
  const cells = [concurrency, rate.toFixed(0), alone.toFixed(0), (rate / alone).toFixed(2), memory, growth];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
  if (rate / alone < goal || growth > growthGoal) process.exitCode = 1;
}

/** Requests a second. */
async function clientAlone(transport: Transport, concurrency: number): Promise<number> {
  const count = Math.ceil(deliveries / 10);
  const signal = new AbortController().signal;
  let left = count;
  const work = async (): Promise<void> => {
    for (; left > 0; left -= 1)
      await transport.deliver({ messageId: String(left), process: send, objectId: '', payload: document }, signal);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, work));
  return count / ((performance.now() - start) / 1000);
}

async function throughOutbox(billing: Partner, transport: Transport) {
  const directory = mkdtempSync(join(tmpdir(), 'cut-bench-'));
  const store = await SqliteStore.open({ path: join(directory, 'cut.db'), tables: model.tables.values() });
  try {
    await fill(store, billing);
    const memory: number[] = [];
    const start = performance.now();
    await deliverAll(store, billing, transport, (made) => {
      if (made % (deliveries / 10) === 0) memory.push(heapMegabytes());
    });
    const rate = deliveries / ((performance.now() - start) / 1000);
    const [first = 0] = memory;
    return { rate, memory: Math.max(...memory), growth: Math.max(...memory) - first };
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

function heapMegabytes(): number {
  collectGarbage();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

async function fill(store: SqliteStore, billing: Partner): Promise<void> {
  const outbox = new Outbox(compileSubscribers({ ...model, partners: [billing] }, modelLookups(model)));
  const list = { integrationObject: account, roots: [createInstance(account.root)] };
  for (let first = 0; first < deliveries; first += 500) {
    await store.write(async (transaction) => {
      for (let index = first; index < Math.min(first + 500, deliveries); index += 1)
        await outbox.put(transaction, { process: send, list, objectId: `1-${index}`, document: () => document, stamp });
    });
  }
}

function deliverAll(store: SqliteStore, billing: Partner, transport: Transport, onMade: (made: number) => void) {
  return new Promise<void>((resolve, reject) => {
    let made = 0;
    const worker = new DeliveryWorker({
      store,
      partners: [billing],
      transports: new Map([[billing.name, transport]]),
      interval: 100,
      leaseDuration: 30_000,
      userId: stamp.by,
      events: {
        onTried({ result }) {
          if (result instanceof DeliveryFailure) return;
          made += 1;
          onMade(made);
          if (made === deliveries) worker.stop(1000).then(resolve, reject);
        },
        onBreaker: () => {},
        onError: (_partner, error) => reject(error),
      },
    });
    worker.start();
  });
}
