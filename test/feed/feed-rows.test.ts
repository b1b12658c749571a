import { expect } from 'chai';
import { findFeed, findFeedRow } from '../../src/feed/feed-rows.ts';
import { OtherProgram } from '../support/other-program.ts';
import { account, accounts, type FeedService, openFeeds, request } from './feed-service.ts';

describe('the rows of feeds', () => {
  let service: FeedService;
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  it('are read as older services have written them', async () => {
    const { feed } = await service.feeds.receive(request(accounts(account('F1'))));
    const { failures, ...checkpoint } = { ...feed.checkpoint, failures: 3 };
    const before = JSON.stringify({ ...checkpoint, crashes: failures });
    await new OtherProgram(service.directory).run(`UPDATE CUT_FEED SET "CHECKPOINT" = '${before}'`);
    const read = await service.store.read((reader) => findFeedRow(reader, feed.rowId));
    expect(read?.checkpoint).to.deep.equal({ ...checkpoint, failures });
    expect(await service.store.read((reader) => findFeed(reader, feed.id))).to.deep.equal(read);
  });
});
