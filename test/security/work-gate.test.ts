import { expect } from 'chai';
import { GateFull, WorkGate } from '../../src/security/work-gate.ts';

describe('WorkGate', () => {
  it('runs no more at once than it may, and the rest in the order of arrival', async () => {
    const gate = new WorkGate({ atOnce: 2, waiting: 10 });
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const work = (number: number) =>
      gate.run(() => {
        started.push(number);
        return new Promise<void>((resolve) => finish.push(resolve));
      });
    const all = Promise.all([work(1), work(2), work(3), work(4)]);
    await settle();
    expect(started).to.deep.equal([1, 2]);
    finish[1]?.();
    await settle();
    expect(started).to.deep.equal([1, 2, 3]);
    finish[0]?.();
    await settle();
    expect(started).to.deep.equal([1, 2, 3, 4]);
    for (const done of finish) done();
    await all;
  });

  it('refuses what would have to wait behind too much', async () => {
    const gate = new WorkGate({ atOnce: 1, waiting: 1 });
    const results = await Promise.allSettled([gate.run(settle), gate.run(settle), gate.run(settle)]);
    expect(results.map(({ status }) => status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected']);
    expect(results[2]).to.have.property('reason').that.is.instanceOf(GateFull);
  });

  it('makes room again when work fails', async () => {
    const gate = new WorkGate({ atOnce: 1, waiting: 0 });
    const failure = await gate.run(() => Promise.reject(new Error('no luck'))).catch((error: Error) => error.message);
    expect(failure).to.equal('no luck');
    expect(await gate.run(async () => 'done')).to.equal('done');
  });
});

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
