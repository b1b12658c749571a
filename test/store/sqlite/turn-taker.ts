/** A thread that counts in shared memory, in a way that goes wrong when another one does so at the same time. */
import { setImmediate } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import { WriteTurns } from '../../../src/store/sqlite/write-turns.ts';

const { memory, counter, times } = workerData as { memory: Int32Array; counter: Int32Array; times: number };
const turns = new WriteTurns(memory);
for (let time = 0; time < times; time += 1) {
  const end = await turns.take();
  const before = counter[0] ?? 0;
  await setImmediate();
  counter[0] = before + 1;
  end();
}
