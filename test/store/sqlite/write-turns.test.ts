import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';
import { shareWriteTurns, WriteTurns } from '../../../src/store/sqlite/write-turns.ts';

const TURN_TAKER = new URL('./turn-taker.ts', import.meta.url);

describe('turns to write', () => {
  it('are one thread’s at a time', async () => {
    const memory = shareWriteTurns();
    const counter = new Int32Array(new SharedArrayBuffer(4));
    const times = 300;
    const threads = Array.from({ length: 3 }, () => new Worker(TURN_TAKER, { workerData: { memory, counter, times } }));
    await Promise.all(threads.map((thread) => once(thread, 'exit')));
    expect(counter[0]).to.equal(3 * times);
  });

  it('come in the order in which they were asked for', async () => {
    const memory = shareWriteTurns();
    const order: string[] = [];
    const end = await new WriteTurns(memory).take();
    const all = ['first', 'second', 'third'].map(async (name) => {
      const endTurn = await new WriteTurns(memory).take();
      order.push(name);
      endTurn();
    });
    order.push('before');
    end();
    await Promise.all(all);
    expect(order).to.deep.equal(['before', 'first', 'second', 'third']);
  });

  it('go on when there have been more than a number of 32 bits can count', async () => {
    const memory = shareWriteTurns().fill(2 ** 31 - 1);
    for (let turn = 0; turn < 3; turn += 1) (await new WriteTurns(memory).take())();
    expect(memory[0]).to.equal(memory[1]).and.to.be.below(0);
  });
});
