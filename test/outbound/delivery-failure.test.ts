import { expect } from 'chai';
import { DeliveryFailure } from '../../src/outbound/delivery-failure.ts';

const refused = new Error('connect ECONNREFUSED ::1:1');
const problems: readonly (readonly [what: string, error: unknown, problem: string])[] = [
  ['an error', new Error('disk full'), 'disk full'],
  ['an error with its cause', new Error('fetch failed', { cause: refused }), `fetch failed: ${refused.message}`],
  ['an error that repeats its cause', new Error(refused.message, { cause: refused }), refused.message],
  ['several errors', new AggregateError([refused, new Error('and so on')]), `${refused.message}; and so on`],
  ['several errors of which none is known', new AggregateError([], 'all failed'), 'all failed'],
  ['anything else', 'oh', 'oh'],
];

describe('DeliveryFailure', () => {
  for (const [what, error, problem] of problems) {
    it(`of ${what} is a failure, not a refusal: ${problem}`, () => {
      const failure = DeliveryFailure.of(error);
      expect(failure).to.include({ outcome: 'Failed', message: problem, cause: error, retryAfter: 0 });
      expect(failure.answer).to.deep.equal({});
    });
  }

  it('of a failure is that failure', () => {
    const failure = new DeliveryFailure('Refused', 'no', { answer: { status: 400 } });
    expect(DeliveryFailure.of(failure)).to.equal(failure);
  });
});
