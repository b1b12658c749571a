import { expect } from 'chai';
import { newsOfProblem } from '../../src/commands/feed-news.ts';
import { StoreBusy } from '../../src/store/store.ts';

describe('what the feed thread tells', () => {
  it('is a warning when the database is busy', () => {
    expect(newsOfProblem(new StoreBusy('busy'), { id: 'a' })).to.deep.equal({
      level: 'warn',
      message: 'feed waits: the database is busy',
      fields: { feed: 'a' },
    });
  });

  it('is an error, with its stack, for anything else', () => {
    const news = newsOfProblem(new Error('no disk'), undefined);
    expect(news).to.include({ level: 'error', message: 'feed cannot be worked on' });
    expect(news.fields.error).to.match(/^Error: no disk\n +at /);
    expect(newsOfProblem('odd', { id: 'a' }).fields).to.deep.equal({ feed: 'a', error: 'odd' });
  });
});
