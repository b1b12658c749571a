import { expect } from 'chai';
import { unlessAborted } from '../../src/amqp/unless-aborted.ts';

describe('unlessAborted', () => {
  const reason = new Error('stopped');
  const never = new Promise<never>(() => {});
  const outcome = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

  it('settles as the work does', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(signal, Promise.resolve(7))).to.equal(7);
    expect(await outcome(unlessAborted(signal, Promise.reject(reason)))).to.equal(reason);
  });

  it('rejects when the signal is aborted, or was before', async () => {
    const abort = new AbortController();
    const waiting = outcome(unlessAborted(abort.signal, never));
    abort.abort(reason);
    expect(await waiting).to.equal(reason);
    expect(await outcome(unlessAborted(abort.signal, never))).to.equal(reason);
  });
});
