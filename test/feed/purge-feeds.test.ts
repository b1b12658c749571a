import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';
import type { Feed } from '../../src/feed/feed.ts';
import { FeedControl } from '../../src/feed/feed-control.ts';
import { updateFeed } from '../../src/feed/feed-rows.ts';
import { purgeFeeds } from '../../src/feed/purge-feeds.ts';
import { insertRejects } from '../../src/feed/reject-rows.ts';
import { sweepSpool } from '../../src/feed/sweep-spool.ts';
import { STAMP } from '../support/database.ts';
import { account, accounts, type FeedService, openFeeds, request } from './feed-service.ts';

const DAY = 86_400_000;

describe('feeds that have ended', () => {
  let service: FeedService;
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  const bad = (id: string): string => accounts(account(id, { status: 'Nonsense' }));
  const ids = async (): Promise<readonly string[]> =>
    (await new FeedControl(service.store).list(10)).map(({ id }) => id).sort();
  const rejectsPath = ({ spoolName }: Feed): string => service.spool.rejectsPath(spoolName);

  async function endedDaysAgo(feed: Feed, days: number): Promise<void> {
    const ended = new Date(Date.now() - days * DAY).toISOString().slice(0, 19).replace('T', ' ');
    await service.store.write((transaction) => updateFeed(transaction, feed, { ended }));
  }

  it('are forgotten after their time, with their rejected objects, however many; the others stay', async () => {
    const old = await service.run(bad('F0'), { id: 'old' });
    const [reject] = await service.rejects(old);
    const more = Array.from({ length: 419 }, () => reject).filter((each) => each !== undefined);
    await service.store.write((transaction) => insertRejects(transaction, old, more));
    const stopped = await service.run(accounts(account('F1')).slice(0, -20), { id: 'stopped' });
    const young = await service.run(bad('G0'), { id: 'young' });
    const { feed: waiting } = await service.feeds.receive({ ...request(accounts(account('F2'))), id: 'waiting' });
    await endedDaysAgo(old, 10);
    await endedDaysAgo(stopped, 8);
    await endedDaysAgo(young, 3);

    expect(await purgeFeeds(service.store, service.spool, 7 * DAY, STAMP)).to.equal(2);
    expect(await ids()).to.deep.equal(['waiting', 'young']);
    expect(await service.rejects(old)).to.deep.equal([]);
    expect(existsSync(rejectsPath(old))).to.equal(false);
    expect(await service.rejects(young)).to.have.lengthOf(1);
    expect(existsSync(rejectsPath(young))).to.equal(true);
    expect(service.spool.has(waiting.spoolName)).to.equal(true);
    expect(await purgeFeeds(service.store, service.spool, 7 * DAY, STAMP)).to.equal(0);
  });

  it('are forgotten one after the other until that is told to stop', async () => {
    for (const id of ['F1', 'F2']) await endedDaysAgo(await service.run(accounts(account(id)), { id }), 10);
    expect(await purgeFeeds(service.store, service.spool, 7 * DAY, STAMP, AbortSignal.abort())).to.equal(1);
    expect(await ids()).to.have.lengthOf(1);
  });

  it('are written again when they are sent again after that', async () => {
    const feed = await service.run(accounts(account('F1')));
    await endedDaysAgo(feed, 10);
    await purgeFeeds(service.store, service.spool, 7 * DAY, STAMP);
    const again = await service.run(accounts(account('F1')));
    expect(again.counts['CUT Sample Account IO']?.Account).to.include({ inserted: 0, unchanged: 1 });
  });
});

describe('what a process that ended suddenly has left in the spool', () => {
  it('is removed, when nobody needs it and none is at it', async () => {
    await using service = await openFeeds();
    const { feed: waiting } = await service.feeds.receive(request(accounts(account('F1'))));
    const ended = await service.run(accounts(account('F2', { status: 'Nonsense' })));
    const directory = dirname(service.spool.rejectsPath('x'));
    const put = (name: string, hoursAgo: number): string => {
      const time = (Date.now() - hoursAgo * 3_600_000) / 1000;
      writeFileSync(join(directory, name), 'x');
      utimesSync(join(directory, name), time, time);
      return name;
    };
    const uuid = (digit: number): string => `0000000${digit}-0000-4000-8000-000000000000`;
    const stays = [
      basename(service.spool.rejectsPath(ended.spoolName)),
      `${waiting.spoolName}.xml`,
      put(`${uuid(1)}.xml.part`, 0),
      put(`${uuid(2)}.xml`, 0),
      put('notes.xml', 1000),
    ];
    put(`${ended.spoolName}.xml`, 0);
    put(`${ended.spoolName}.rejects.xml.part`, 2);
    put(`${uuid(3)}.xml.part`, 2);
    put(`${uuid(4)}.xml`, 2);
    put(`${uuid(5)}.rejects.xml`, 2);
    mkdirSync(join(directory, `${uuid(6)}`));

    expect(await sweepSpool(service.store, service.spool)).to.equal(5);
    expect(readdirSync(directory).sort()).to.deep.equal([...stays, uuid(6)].sort());
    expect(await sweepSpool(service.store, service.spool)).to.equal(0);
  });

  it('is nothing where there never was a feed', async () => {
    await using service = await openFeeds();
    expect(await sweepSpool(service.store, service.spool)).to.equal(0);
  });
});
