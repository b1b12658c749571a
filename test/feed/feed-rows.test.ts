import { expect } from 'chai';
import type { Feed } from '../../src/feed/feed.ts';
import { findByStatus, findFeed, findFeedRow, lastFeeds } from '../../src/feed/feed-rows.ts';
import { OtherProgram } from '../support/other-program.ts';
import { account, accounts, type FeedService, openFeeds, request } from './feed-service.ts';

describe('the rows of feeds', () => {
  let service: FeedService;
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  it('come in the order in which feeds arrived, also those of one second', async () => {
    const sql = new OtherProgram(service.directory);
    const rows = [
      ['b', '1-ZZ', '2026-01-31 10:00:00'],
      ['d', '1-9', '2026-01-31 10:00:01'],
      ['c', '1-100', '2026-01-31 10:00:00'],
      ['a', '1-A', '2026-01-31 10:00:00'],
    ];
    for (const [id, rowId, created] of rows) {
      const { feed } = await service.feeds.receive({ ...request(accounts(account(`F${id}`))), id: String(id) });
      await sql.run(`UPDATE CUT_FEED SET ROW_ID = '${rowId}', CREATED = '${created}' WHERE ROW_ID = '${feed.rowId}'`);
    }
    const ids = (feeds: readonly Feed[]): string => feeds.map(({ id }) => id).join('');
    expect(ids(await service.store.read((reader) => findByStatus(reader, ['Waiting'])))).to.equal('abcd');
    expect(ids(await service.store.read((reader) => lastFeeds(reader, 10)))).to.equal('dcba');
  });

  it('are read as older services have written them', async () => {
    const { feed } = await service.feeds.receive(request(accounts(account('F1'))));
    const { failures, ...checkpoint } = { ...feed.checkpoint, failures: 3 };
    const before = JSON.stringify({ ...checkpoint, crashes: failures });
    const counts = '{"CUT Sample Account IO":{"Account":{"inserted":1,"updated":0,"unchanged":2,"deleted":0}}}';
    await new OtherProgram(service.directory).run(
      `UPDATE CUT_FEED SET "CHECKPOINT" = '${before}', COUNTS = '${counts}'`,
    );
    const read = await service.store.read((reader) => findFeedRow(reader, feed.rowId));
    expect(read?.checkpoint).to.deep.equal({ ...checkpoint, failures });
    expect(read?.counts).to.deep.equal({
      'CUT Sample Account IO': { Account: { inserted: 1, updated: 0, unchanged: 2, deleted: 0, rejected: 0 } },
    });
    expect(await service.store.read((reader) => findFeed(reader, feed.id))).to.deep.equal(read);
  });
});
