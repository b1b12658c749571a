import { expect } from 'chai';
import { ignoreClosedPipe } from '../../src/commands/ignore-closed-pipe.ts';

describe('a reader of our output', () => {
  it('may stop reading', () => {
    ignoreClosedPipe(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  });

  it('that fails in another way is a failure', () => {
    const error = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    expect(() => ignoreClosedPipe(error)).to.throw('no space');
  });
});
