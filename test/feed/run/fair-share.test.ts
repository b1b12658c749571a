import { expect } from 'chai';
import { fairShare } from '../../../src/feed/run/fair-share.ts';

describe('the share of feeds', () => {
  it('is all of the time while nobody calls', async () => {
    const yieldTo = fairShare(0.5, () => 7);
    const start = performance.now();
    await yieldTo(60_000);
    expect(performance.now() - start).to.be.below(10_000);
  });

  it('leaves the others theirs while somebody calls', async () => {
    let calls = 0;
    const yieldTo = fairShare(0.25, () => calls);
    calls += 1;
    const start = performance.now();
    await yieldTo(20);
    expect(performance.now() - start).to.be.at.least(58);
  });

  it('is that of all feeds together', async () => {
    let calls = 0;
    const yieldTo = fairShare(0.25, () => calls);
    let worked = 0;
    const feed = async (): Promise<void> => {
      for (let chunk = 0; chunk < 3; chunk += 1) {
        const start = performance.now();
        while (performance.now() - start < 20) calls += 1;
        worked += performance.now() - start;
        await yieldTo(performance.now() - start);
      }
    };
    const start = performance.now();
    await Promise.all([feed(), feed()]);
    expect(performance.now() - start).to.be.at.least(worked / 0.25 - 1);
  });
});
