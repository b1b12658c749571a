import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Feed } from '../../src/feed/feed.ts';
import { FeedControl } from '../../src/feed/feed-control.ts';
import { findFeedRow, updateFeed } from '../../src/feed/feed-rows.ts';
import { FeedWorker } from '../../src/feed/run/feed-worker.ts';
import { Holder } from '../../src/feed/run/holder.ts';
import { workOnFeed } from '../../src/feed/run/work-on-feed.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { WorkTookTooLong } from '../../src/store/store.ts';
import { model } from '../support/model.ts';
import { account, accounts, type FeedService, openFeeds, request, storedAccounts } from './feed-service.ts';

/** Three chunks. */
const TWENTY = Array.from({ length: 20 }, (_, index) => account(`F${String(index).padStart(2, '0')}`));

describe('feeds that wait, and what operators do about them', () => {
  let service: FeedService;
  let control: FeedControl;
  beforeEach(async () => {
    service = await openFeeds();
    control = new FeedControl(service.store);
  });
  afterEach(() => service[Symbol.asyncDispose]());

  async function send(id: string, ...roots: readonly string[]): Promise<Feed> {
    const { feed } = await service.feeds.receive({ ...request(accounts(...roots)), id });
    return feed;
  }

  /** Works on what there is. @param yieldTo called after each chunk */
  function worker(yieldTo: () => Promise<void>, ended: Feed[] = [], paused: Feed[] = []): FeedWorker {
    const run = { ...service.parts, holder: new Holder(), yieldTo };
    const onError = (error: unknown): never => {
      throw error;
    };
    return new FeedWorker({
      feeds: service.feeds,
      run,
      atOnce: 2,
      onEnd: (feed) => ended.push(feed),
      onPaused: (feed) => paused.push(feed),
      onError,
    });
  }

  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  it('are told of when their file is lost, and keep no other from being written', async () => {
    const lost = await send('lost', account('F1'));
    await service.spool.remove(lost.spoolName);
    const told: string[] = [];
    const ended: Feed[] = [];
    const works = new FeedWorker({
      feeds: service.feeds,
      run: service.parts,
      atOnce: 1,
      onEnd: (feed) => ended.push(feed),
      onPaused: () => {},
      onError: (error, feed) => told.push(`${feed?.id}: ${error}`),
    });
    works.start();
    for (const id of ['a', 'b']) {
      await send(id, account(`F-${id}`));
      works.wake();
      await until(() => ended.at(-1)?.id === id);
    }
    await works.stop();
    expect(told.join()).to.match(/^lost: Error: its file is not in the data directory any more[^,]*, or cancel it$/);
  });

  it('are worked on in the order in which they came, two at once', async () => {
    const ids: string[] = [];
    for (const id of ['a', 'b', 'c']) {
      const { status } = await send(id, ...TWENTY, account(`F-${id}`));
      expect(status).to.equal('Waiting');
    }
    const underWay = new Set<string>();
    const ended: Feed[] = [];
    const works = worker(async () => {
      for (const feed of await control.list(10)) {
        if (feed.status === 'Running') underWay.add(feed.id);
      }
      ids.push([...underWay].sort().join(''));
    }, ended);
    works.start();
    await until(() => ended.length === 3);
    await works.stop();
    expect(ids.slice(0, 2)).to.not.include('abc');
    expect(ids).to.include('ab');
    expect((await control.list(2)).map(({ id, status }) => `${id} ${status}`)).to.deep.equal([
      'c Finished',
      'b Finished',
    ]);
  });

  it('are let go of when the worker stops, and gone on with by the next one', async () => {
    await send('a', ...TWENTY);
    let stopped: Promise<void> | undefined;
    const first = worker(async () => {
      stopped ??= first.stop();
    });
    first.start();
    await until(() => stopped !== undefined);
    await stopped;
    expect(await control.show('a')).to.deep.include({ status: 'Waiting', holder: undefined });
    const ended: Feed[] = [];
    const second = worker(async () => {}, ended);
    second.start();
    await until(() => ended.length === 1);
    await second.stop();
    expect(ended[0]?.counts).to.deep.equal({
      'CUT Sample Account IO': { Account: { inserted: 20, updated: 0, unchanged: 0, deleted: 0, rejected: 0 } },
    });
  });

  it('stay where they are while they are paused', async () => {
    await send('a', ...TWENTY);
    const ended: Feed[] = [];
    const works = worker(async () => {
      if ((await control.show('a')).checkpoint.objects === 8) await control.pause('a');
    }, ended);
    works.start();
    await until(async () => (await control.show('a')).status === 'Paused');
    works.wake();
    await works.stop();
    expect(await control.show('a')).to.deep.include({ status: 'Paused', holder: undefined });
    expect(Object.keys(await storedAccounts(service.store))).to.have.lengthOf(8);
    expect(await refusal(service.feeds.takeOver(await control.show('a'), new Holder()))).to.match(/is paused/);

    expect((await control.resume('a')).status).to.equal('Waiting');
    const next = worker(async () => {}, ended);
    next.start();
    await until(() => ended.length === 1);
    await next.stop();
    expect(Object.keys(await storedAccounts(service.store))).to.have.lengthOf(20);
  });

  it('keep what they have written when they are cancelled, and may be sent again', async () => {
    const feed = await send('a', ...TWENTY.slice(0, 7), account('F07', { status: 'Nonsense' }), ...TWENTY.slice(8));
    const taken = await service.feeds.takeOver(feed, service.parts.holder);
    const yieldTo = async (): Promise<void> => {
      await control.cancel('a');
    };
    expect(await workOnFeed({ ...service.parts, yieldTo }, taken)).to.equal(undefined);
    const cancelled = await service.feeds.takeOver(await control.show('a'), service.parts.holder);
    const ended = await workOnFeed(service.parts, cancelled);
    expect(ended).to.deep.include({ status: 'Cancelled', rejected: 1 });
    expect(ended?.reason?.code).to.equal('SBL-EAI-04512');
    expect(Object.keys(await storedAccounts(service.store))).to.have.lengthOf(7);
    expect(service.spool.has(feed.spoolName)).to.equal(false);
    const again = await service.feeds.receive(request(accounts(...TWENTY)));
    expect(again.recognised).to.equal(false);
  });

  it('are paused when their process has ended suddenly too often at one place, and go on when they are resumed', async () => {
    await send('a', ...TWENTY);
    const crash = async (chunks: number): Promise<Feed | undefined> => {
      const gone = new Holder();
      const taken = await service.feeds.takeIfFree(await control.show('a'), gone);
      if (taken?.status !== 'Running') return taken;
      let written = 0;
      const yieldTo = async (): Promise<void> => {
        written += 1;
        if (written > chunks) throw new Error('a process ends');
      };
      const { parts } = service;
      if (chunks > 0) await workOnFeed({ ...parts, holder: gone, yieldTo }, taken).catch(() => {});
      // As after the end of a process: its name is that of a process which is not there.
      await expire(taken);
      return taken;
    };
    await crash(0);
    await crash(0);
    await crash(1);
    for (let count = 0; count < 4; count += 1) expect((await crash(0))?.status).to.equal('Running');
    const ended: Feed[] = [];
    const paused: Feed[] = [];
    const works = worker(async () => {}, ended, paused);
    works.start();
    await until(() => paused.length === 1);
    await works.stop();
    const stuck = await control.show('a');
    expect(stuck).to.deep.include({ status: 'Paused', holder: undefined });
    expect(stuck.reason).to.include({ code: 'SBL-EAI-04515', line: 19 });
    expect(stuck.reason?.message).to.contain('5 times behind its object 16');

    expect(await control.resume('a')).to.deep.include({ status: 'Waiting', reason: undefined });
    const next = worker(async () => {}, ended);
    next.start();
    await until(() => ended.length === 1);
    await next.stop();
    expect(ended[0]).to.deep.include({ status: 'Finished', reason: undefined });
    expect(Object.keys(await storedAccounts(service.store))).to.have.lengthOf(20);
  });

  it('are paused when the database takes too long for one of their chunks again and again', async () => {
    await send('a', ...TWENTY);
    const path = join(service.directory, 'cut.db');
    const impatient = await SqliteStore.open({ path, tables: model.tables.values(), workLimit: 300 });
    let chunks = 0;
    const late: unknown[] = [];
    const paused: Feed[] = [];
    const { interpreter } = service.parts;
    const works = new FeedWorker({
      feeds: service.feeds,
      run: {
        ...service.parts,
        store: impatient,
        holder: new Holder(),
        interpreter: {
          async runWithin(...work) {
            chunks += 1;
            if (chunks > 1) await new Promise((resolve) => setTimeout(resolve, 600));
            return interpreter.runWithin(...work);
          },
        },
      },
      atOnce: 1,
      rest: 10,
      onEnd: () => {},
      onPaused: (feed) => paused.push(feed),
      onError: (error) => late.push(error),
    });
    works.start();
    await until(() => {
      works.wake();
      return paused.length === 1;
    });
    await works.stop();
    await impatient.close();
    for (const error of late) expect(error).to.be.instanceOf(WorkTookTooLong);
    expect(late).to.have.length(3);
    const stuck = await control.show('a');
    expect(stuck).to.deep.include({ status: 'Paused', holder: undefined });
    expect(stuck.checkpoint.objects).to.equal(8);
    expect(stuck.reason).to.include({ code: 'SBL-EAI-04516', line: 11 });
    expect(await control.resume('a')).to.deep.include({ status: 'Waiting', reason: undefined });
  });

  async function expire({ rowId }: Feed): Promise<void> {
    await service.store.write(async (transaction) => {
      const feed = await findFeedRow(transaction, rowId);
      if (feed !== undefined) await updateFeed(transaction, feed, { expires: '2026-01-01 00:00:00' });
    });
  }

  it('are paused when work on them fails too often, whatever the reason', async () => {
    const { spoolName } = await send('broken', account('F1'));
    await service.spool.remove(spoolName);
    await mkdir(service.spool.path(spoolName));
    const told: unknown[] = [];
    const paused: Feed[] = [];
    const works = new FeedWorker({
      feeds: service.feeds,
      run: service.parts,
      atOnce: 1,
      rest: 1,
      onEnd: () => {},
      onPaused: (feed) => paused.push(feed),
      onError: (error) => told.push(error),
    });
    works.start();
    await until(() => paused.length > 0);
    await works.stop();
    expect(told).to.have.length(5);
    expect(paused[0]).to.include({ id: 'broken', status: 'Paused', holder: undefined });
    expect(paused[0]?.reason?.message).to.match(/has failed.* 5 times/);
  });

  it('are counted by their status', async () => {
    await send('a', ...TWENTY);
    await control.pause('a');
    expect(await control.count(['Waiting', 'Running'])).to.equal(0);
    expect(await control.count(['Paused'])).to.equal(1);
  });

  it('cannot be paused, resumed or cancelled when they are not in such a state', async () => {
    await send('a', ...TWENTY);
    expect(await refusal(control.resume('a'))).to.match(/'a' is not paused: it is Waiting/);
    await control.pause('a');
    expect((await control.pause('a')).status).to.equal('Paused');
    await control.cancel('a');
    expect(await refusal(control.cancel('a'))).to.match(/'a' is at its end/);
    expect(await refusal(control.pause('a'))).to.match(/'a' is at its end/);
    await workOnFeed(service.parts, await service.feeds.takeOver(await control.show('a'), service.parts.holder));
    expect(await refusal(control.pause('a'))).to.match(/'a' has ended: it is Cancelled/);
    expect(await refusal(control.show('none'))).to.match(/no feed 'none'/);
  });
});

async function refusal(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
}
