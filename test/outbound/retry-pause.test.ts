import { expect } from 'chai';
import { retryPause } from '../../src/outbound/retry-pause.ts';

describe('the pause before the next look into the outbox', () => {
  it('is the interval when nothing failed', () => {
    expect(retryPause(0, 1000)).to.equal(1000);
  });

  const cases = [
    { failures: 1, interval: 1000, longest: 1000 },
    { failures: 2, interval: 1000, longest: 2000 },
    { failures: 5, interval: 1000, longest: 16_000 },
    { failures: 7, interval: 1000, longest: 60_000 },
    { failures: 5000, interval: 1000, longest: 60_000 },
    { failures: 3, interval: 90_000, longest: 90_000 },
  ];
  for (const { failures, interval, longest } of cases) {
    it(`is between half and all of ${longest} ms after ${failures} failures at an interval of ${interval} ms`, () => {
      for (let time = 0; time < 100; time += 1)
        expect(retryPause(failures, interval)).to.be.within(longest / 2, longest);
    });
  }
});
