import { expect } from 'chai';
import { openReadingThread } from '../../src/commands/open-reading-thread.ts';
import { MAPPINGS } from '../support/model.ts';

describe('the reading thread of the command feed', () => {
  const options = { mappings: MAPPINGS, decoder: 'compiled', bodyLimit: 1000 } as const;

  it('is none where it would have no processor of its own', () => {
    expect(openReadingThread(options, () => {}, 1)).to.equal(undefined);
  });

  it('is started only when somebody says so, and reads when it is', async () => {
    const problems: unknown[] = [];
    const reading = openReadingThread(options, (error) => problems.push(error), 2);
    reading?.start();
    reading?.start();
    await reading?.[Symbol.asyncDispose]();
    expect(problems).to.deep.equal([]);
  });

  it('says why it cannot read', async () => {
    const problem = Promise.withResolvers<unknown>();
    const reading = openReadingThread({ ...options, mappings: '/nowhere' }, problem.resolve, 2);
    reading?.start();
    const alive = setInterval(() => {}, 1000);
    expect(String(await problem.promise)).to.match(/tables\.yaml/);
    clearInterval(alive);
  });
});
