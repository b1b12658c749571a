import { expect } from 'chai';
import { retryPause } from '../../src/outbound/retry-pause.ts';

describe('the pause before the next try', () => {
  const cases = [
    { failures: 1, firstPause: 1000, longest: 1000 },
    { failures: 2, firstPause: 1000, longest: 2000 },
    { failures: 5, firstPause: 1000, longest: 16_000 },
    { failures: 7, firstPause: 1000, longest: 60_000 },
    { failures: 5000, firstPause: 1000, longest: 60_000 },
    { failures: 3, firstPause: 90_000, longest: 90_000 },
  ];
  for (const { failures, firstPause, longest } of cases) {
    it(`is between half and all of ${longest} ms after ${failures} failures, when the first is ${firstPause} ms`, () => {
      for (let time = 0; time < 100; time += 1)
        expect(retryPause(failures, { firstPause, longestPause: 60_000 })).to.be.within(longest / 2, longest);
    });
  }
});
