/**
 * node bench/request.ts: processor time and heap of one request in one process, without HTTP: from the bytes of a SOAP message to the text of its answer,
 * credentials and commit included; 32 requests at a time, to 1 000 accounts. The time is that of all threads, the lowest tenth of the measurements, since what
 * other processes do can only add to it; the heap is the median.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { openService } from '../src/commands/open-service.ts';
import { readOptions } from '../src/config/read-options.ts';
import { Authenticator } from '../src/security/authenticator.ts';
import { createFirstUser } from '../src/security/first-user.ts';
import { SoapEndpoint } from '../src/soap/soap-endpoint.ts';
import { median } from './median.ts';
import { getAccount, receiveAccount } from './messages.ts';

const ACCOUNTS = 1000;
const AT_ONCE = 32;
const WARM_UP = 500;
const MEASUREMENTS = 60;
/** Batches of one measurement. */
const BATCHES = 12;
const PASSWORD = 'bench-password';

const authorization = `Basic ${Buffer.from(`SADMIN:${PASSWORD}`).toString('base64')}`;
const directory = mkdtempSync(join(tmpdir(), 'cut-bench-request-'));
try {
  await main();
} finally {
  rmSync(directory, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const { options } = readOptions({ flags: { dataDir: directory }, environment: {}, directory });
  await using service = await openService(options);
  await createFirstUser(service.users, PASSWORD);
  const soap = new SoapEndpoint({
    ...service,
    ...service.codec,
    authenticator: new Authenticator(service.users),
    onError: (error) => process.stderr.write(`${error}\n`),
  });
  const call = async (message: string): Promise<string> => {
    const { status, body } = await soap.handle({
      body: Buffer.from(message),
      contentType: 'text/xml; charset=utf-8',
      authorization,
      requestId: 'bench',
    });
    if (status !== 200) throw new Error(body);
    return body;
  };
  const objectIds: string[] = [];
  for (let account = 0; account < ACCOUNTS; account += 1) {
    objectIds.push(/<Object_spcId>([^<]+)</.exec(await call(receiveAccount(account, account)))?.[1] ?? '');
  }

  let turn = 1_000_000;
  const messages: Readonly<Record<string, () => string>> = {
    'Get by Object Id': () => getAccount(objectIds[turn % ACCOUNTS] ?? ''),
    'Receive of five rows': () => receiveAccount(turn % ACCOUNTS, turn),
  };
  process.stdout.write(`Node ${process.version}\n\n| | microseconds | KB of heap |\n|---|---|---|\n`);
  for (const [name, message] of Object.entries(messages)) {
    const batch = (): Promise<unknown> =>
      Promise.all(
        Array.from({ length: AT_ONCE }, () => {
          turn += 1;
          return call(message());
        }),
      );
    const { microseconds, kilobytes } = await measure(batch);
    process.stdout.write(`| ${name} | ${microseconds.toFixed(0)} | ${kilobytes.toFixed(0)} |\n`);
  }
}

/** Of one request. */
async function measure(batch: () => Promise<unknown>): Promise<{ microseconds: number; kilobytes: number }> {
  for (let count = 0; count < WARM_UP; count += 1) await batch();
  const times: number[] = [];
  const bytes: number[] = [];
  for (let count = 0; count < MEASUREMENTS; count += 1) {
    const before = process.cpuUsage();
    for (let of = 0; of < BATCHES; of += 1) {
      const heapBefore = getHeapStatistics().used_heap_size;
      await batch();
      const growth = getHeapStatistics().used_heap_size - heapBefore;
      // It shrinks when garbage is collected meanwhile.
      if (growth > 0) bytes.push(growth / AT_ONCE);
    }
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / (BATCHES * AT_ONCE));
  }
  times.sort((a, b) => a - b);
  return { microseconds: times[Math.floor(MEASUREMENTS / 10)] ?? Number.NaN, kilobytes: median(bytes) / 1000 };
}
