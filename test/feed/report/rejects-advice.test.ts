import { expect } from 'chai';
import type { FeedStatus } from '../../../src/feed/feed.ts';
import { rejectsAdvice } from '../../../src/feed/report/rejects-advice.ts';

const ADVICE: readonly (readonly [FeedStatus, RegExp])[] = [
  ['Finished', /^to be corrected and fed again$/],
  ['Refused', /in the feed, which is then to be fed again as a whole$/],
  ['Stopped', /as is what comes behind the place where the feed ended$/],
  ['Cancelled', /as is what comes behind the place where the feed ended$/],
];

describe('what to do about rejected objects', () => {
  for (const [status, advice] of ADVICE) {
    it(`of a feed that is ${status}`, () => {
      expect(rejectsAdvice(status)).to.match(advice);
    });
  }
});
