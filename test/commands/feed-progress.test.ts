import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { FeedProgress } from '../../src/commands/feed-progress.ts';

/** What a progress bar is drawn on; `text` is what came. */
function terminal(isTTY: boolean): { stream: NodeJS.WriteStream; text: () => string } {
  const output = new PassThrough();
  const stream = Object.assign(output, { isTTY, columns: 200, cursorTo: () => true, clearLine: () => true });
  let text = '';
  output.on('data', (chunk) => {
    text += chunk;
  });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
}

describe('the progress bar of a feed', () => {
  it('shows on a terminal how far the feed has got, and is gone at its end', async () => {
    const { stream, text } = terminal(true);
    const progress = new FeedProgress(stream);
    progress.show({ name: 'accounts.xml', offset: 250, size: 1000, objects: 40 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    progress.show({ name: 'accounts.xml', offset: 500, size: 1000, objects: 90 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    progress.show({ name: 'accounts.xml', offset: 1000, size: 1000, objects: 150 });
    expect(text()).to.match(/accounts\.xml \[[^\]]+\] 25 % \| 40 objects, 0\/s/);
    expect(text()).to.match(/accounts\.xml \[[^\]]+\] 50 % \| 90 objects, \d+\/s \| .* left/);
    progress.end();
  });

  it('is not drawn anywhere else', () => {
    const { stream, text } = terminal(false);
    const progress = new FeedProgress(stream);
    progress.show({ name: 'accounts.xml', offset: 250, size: 1000, objects: 40 });
    progress.end();
    expect(text()).to.equal('');
  });
});
