import { expect } from 'chai';
import { newsOfPause, newsOfProblem } from '../../src/commands/feed-news.ts';
import type { Feed } from '../../src/feed/feed.ts';
import { StoreBusy } from '../../src/store/store.ts';

describe('what the feed thread tells', () => {
  it('is a warning when the database is busy', () => {
    expect(newsOfProblem(new StoreBusy('busy'), { id: 'a' })).to.deep.equal({
      level: 'warn',
      message: 'feed waits: the database is busy',
      fields: { feed: 'a' },
    });
  });

  it('is an error when a feed has crashed its process too often', () => {
    const feed = { id: 'a', reason: { code: 'SBL-EAI-04515', message: 'ended 5 times' } } as Feed;
    expect(newsOfPause(feed)).to.deep.equal({
      level: 'error',
      message: 'feed paused',
      fields: { feed: 'a', reason: 'ended 5 times' },
    });
  });

  it('is an error also for one that is paused without a reason', () => {
    expect(newsOfPause({ id: 'b' } as Feed).fields).to.deep.equal({ feed: 'b', reason: '' });
  });

  it('is an error, with its stack, for anything else', () => {
    const news = newsOfProblem(new Error('no disk'), undefined);
    expect(news).to.include({ level: 'error', message: 'feed cannot be worked on' });
    expect(news.fields.error).to.match(/^Error: no disk\n +at /);
    expect(newsOfProblem('odd', { id: 'a' }).fields).to.deep.equal({ feed: 'a', error: 'odd' });
  });
});
