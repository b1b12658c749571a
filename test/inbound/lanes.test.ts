import { expect } from 'chai';
import { Lanes } from '../../src/inbound/lanes.ts';

describe('Lanes', () => {
  it('run the works of one lane one after the other, those of different lanes at the same time', async () => {
    const lanes = new Lanes();
    const events: string[] = [];
    const gate = Promise.withResolvers<void>();
    const work = (name: string, wait?: Promise<void>) => async () => {
      events.push(`${name} begins`);
      await wait;
      events.push(`${name} ends`);
    };
    lanes.run('a', work('a1', gate.promise));
    lanes.run('a', work('a2'));
    lanes.run('b', work('b1'));
    await new Promise(setImmediate);
    expect(events).to.deep.equal(['a1 begins', 'b1 begins', 'b1 ends']);
    gate.resolve();
    await lanes.idle();
    expect(events.slice(3)).to.deep.equal(['a1 ends', 'a2 begins', 'a2 ends']);
  });
});
