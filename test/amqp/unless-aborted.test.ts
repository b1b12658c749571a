import { expect } from 'chai';
import { unlessAborted } from '../../src/amqp/unless-aborted.ts';

describe('unlessAborted', () => {
  const never = Promise.withResolvers<string>().promise;
  const outcome = (work: Promise<unknown>) => work.catch((error: unknown) => error);

  it('settles as the work does', async () => {
    const { signal } = new AbortController();
    expect(await unlessAborted(signal, Promise.resolve('done'))).to.equal('done');
    expect(await outcome(unlessAborted(signal, Promise.reject(new Error('broken'))))).to.be.an('error', 'broken');
  });

  it('rejects with the reason when that comes first, or has been before', async () => {
    const controller = new AbortController();
    const waiting = outcome(unlessAborted(controller.signal, never));
    controller.abort('too late');
    expect(await waiting).to.equal('too late');
    expect(await outcome(unlessAborted(controller.signal, never))).to.equal('too late');
  });
});
