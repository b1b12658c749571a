import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { TryAgain, tryAgain } from '../../../src/store/sqlserver/try-again.ts';

const LONG = 60_000;

describe('trying again', () => {
  it('ends with success, and counts the tries before', async () => {
    const attempts: number[] = [];
    const work = async (attempt: number): Promise<string> => {
      attempts.push(attempt);
      if (attempt < 3) throw new TryAgain(new Error('in the way'));
      return 'done';
    };
    expect(await tryAgain(work, LONG)).to.equal('done');
    expect(attempts).to.deep.equal([0, 1, 2, 3]);
  });

  it('ends with what will not go away', async () => {
    const problem = new Error('for ever');
    const work = async (attempt: number): Promise<void> => {
      throw attempt === 0 ? new TryAgain(problem) : problem;
    };
    expect(await tryAgain(work, LONG).catch((error: unknown) => error)).to.equal(problem);
  });

  it('ends when there is no time left, with the last problem', async () => {
    const work = async (): Promise<void> => {
      throw new TryAgain('still there');
    };
    const error: unknown = await tryAgain(work, 0).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TryAgain).and.to.have.property('cause', 'still there');
  });

  it('does not count the time before it has failed for the first time', async () => {
    const work = async (attempt: number): Promise<string> => {
      if (attempt === 1) return 'done';
      await setTimeout(30);
      throw new TryAgain('in the way');
    };
    expect(await tryAgain(work, 20)).to.equal('done');
  });
});
