import { expect } from 'chai';
import { MessageTries, purgeMessageTries } from '../../src/inbound/message-tries.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';

describe('MessageTries', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.remove());

  const triesOf = (queue: string) => new MessageTries(database.store, queue, STAMP);

  it('counts the tries of each message of each queue, whatever its id', async () => {
    const long = 'x'.repeat(5000);
    const counted: number[] = [];
    for (const [queue, id] of [
      ['a', long],
      ['a', long],
      ['b', long],
      ['a', `${long}y`],
      ['a', 'M'],
      ['a', 'm'],
      ['a', long],
    ] as const)
      counted.push(await triesOf(queue).count(id));
    expect(counted).to.deep.equal([1, 2, 1, 1, 1, 1, 3]);
  });

  it('begins anew with a message that it was to forget, and with one that nobody has refused for long', async () => {
    const tries = triesOf('a');
    await tries.count('m1');
    await tries.count('m2');
    await tries.forget('m1');
    await tries.forget('unknown');
    expect([await tries.count('m1'), await tries.count('m2')]).to.deep.equal([1, 2]);
    expect(await purgeMessageTries(database.store, 60_000, STAMP)).to.equal(0);
    expect(await purgeMessageTries(database.store, -2000, STAMP)).to.equal(2);
    expect(await tries.count('m2')).to.equal(1);
  });

  it('forgets many in several steps, and ends between two of them when it is told to', async () => {
    const tries = triesOf('a');
    await Promise.all(Array.from({ length: 201 }, (_, index) => tries.count(String(index))));
    const stop = AbortSignal.abort();
    expect(await purgeMessageTries(database.store, -2000, STAMP, stop)).to.equal(200);
    expect(await purgeMessageTries(database.store, -2000, STAMP)).to.equal(1);
  });
});
