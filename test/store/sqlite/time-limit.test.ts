import { expect } from 'chai';
import { TimeLimit } from '../../../src/store/sqlite/time-limit.ts';

describe('TimeLimit', () => {
  it('gives what the work gives', async () => {
    expect(await new TimeLimit(10_000).run(Promise.resolve('done'))).to.equal('done');
    const outcome = await new TimeLimit(10_000).run(Promise.reject(new Error('mine'))).catch(String);
    expect(outcome).to.match(/mine/);
  });

  it('gives up work that does not end, and does not hear of it again', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    expect(await new TimeLimit(5).run(promise).catch(String)).to.match(/longer than 5 ms/);
    reject(new Error('too late'));
  });
});
