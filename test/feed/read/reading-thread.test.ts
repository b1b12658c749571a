import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { Feed } from '../../../src/feed/feed.ts';
import { FeedControl } from '../../../src/feed/feed-control.ts';
import type { FeedRunParts } from '../../../src/feed/run/feed-run.ts';
import { workOnFeed } from '../../../src/feed/run/work-on-feed.ts';
import { account, accounts, type FeedService, openFeeds, request, storedAccounts } from '../feed-service.ts';
import { TriedReadingThread } from './tried-reading-thread.ts';

const COUNT = 60;
const ids = Array.from({ length: COUNT }, (_, index) => `F${index + 1}`);
const GOOD = accounts(...ids.map((id) => account(id)));

/** Objects of every kind that a feed may hold, good and bad ones, over many chunks. */
const MIXED = Buffer.concat([
  Buffer.from('<Feed>'),
  Buffer.from(
    accounts(
      ...ids.map((id, index) => {
        if (index % 7 === 3) return account(id, { status: '\n  Nonsense\n' });
        if (index % 9 === 4)
          return `<Account><IntegrationId>${id}</IntegrationId>\n<Nmae>x</Nmae>\n<Alias>a</Alias></Account>\n`;
        if (index % 11 === 5)
          return `<Account operation="delete"><IntegrationId>F${index - 3}</IntegrationId></Account>\n`;
        if (index % 13 === 6) return account(id, { name: 'ä € 😀 <![CDATA[a & b]]>', content: '<!-- x --><Alias/>' });
        return account(id, {
          content: `\n<ListOfRelatedContact>\n<RelatedContact IsPrimaryMVG="${index % 2 === 0 ? 'Y' : 'N'}"><IntegrationId>C${id}</IntegrationId><PersonUId>C${id}</PersonUId><FirstName>Ann</FirstName>\n<LastName>${index % 5 === 0 ? '' : 'Lee'}</LastName></RelatedContact></ListOfRelatedContact>`,
        });
      }),
      account('F100', { content: `<Description>${'x'.repeat(60_000)}</Description>` }),
    ).replace(/<\?xml.*\?>/, ''),
  ),
  Buffer.from('<ListOfSomethingElse><Thing><A/></Thing></ListOfSomethingElse>\n<ListOfCutSampleAccountIo>\n'),
  Buffer.from(account('F101').replace('Active', 'Act\u00e9'), 'latin1'),
  Buffer.from(`${account('F102')}</ListOfCutSampleAccountIo>\n<Account><Name>`),
]);

describe('a feed that a thread of its own reads', () => {
  let service: FeedService;
  let thread: TriedReadingThread;

  before(async () => {
    thread = new TriedReadingThread();
    await thread.start();
  });
  after(() => thread[Symbol.asyncDispose]());
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  /** Works on a new feed. @param onChunk is called behind each chunk, with the number of the chunk, from 1 */
  async function run(
    text: string | Buffer,
    onChunk: (chunk: number, feed: Feed) => unknown,
    more: Partial<FeedRunParts> = {},
  ) {
    const { parts, feeds } = service;
    const { feed } = await feeds.receive({ ...request(text), holder: parts.holder });
    return { feed, ended: await work(feed, onChunk, more) };
  }

  function work(feed: Feed, onChunk: (chunk: number, feed: Feed) => unknown, more: Partial<FeedRunParts> = {}) {
    let chunks = 0;
    const yieldTo = async (): Promise<void> => {
      chunks += 1;
      await onChunk(chunks, feed);
      await setImmediate();
    };
    return workOnFeed({ ...service.parts, reading: thread.reading, yieldTo, ...more }, feed);
  }

  it('has the same verdicts, at the same places, as one that is read where it is written', async () => {
    const read = thread.chunks;
    const { ended } = await run(MIXED, () => {});
    await using other = await openFeeds();
    const expected = await other.run(MIXED);
    expect(thread.chunks - read).to.be.greaterThan(7);
    expect(expected).to.include({ status: 'Stopped' });
    expect(expected.rejected).to.be.greaterThan(15);
    for (const fact of ['status', 'rejected', 'reason', 'checkpoint', 'counts'] as const)
      expect(ended?.[fact], fact).to.deep.equal(expected[fact]);
    expect(ended && (await service.rejects(ended))).to.deep.equal(await other.rejects(expected));
    expect(await storedAccounts(service.store)).to.deep.equal(await storedAccounts(other.store));
    expect(thread.problems).to.deep.equal([]);
  });

  it('holds objects of one kind only when a workflow process is named', async () => {
    const { parts, feeds } = service;
    const other = '<SalesOrder><OrderNumber>F1</OrderNumber></SalesOrder>';
    const text = `<Feed>${GOOD.replace(/<\?xml.*\?>/, '')}<ListOfCutSampleOrderIo>${other}</ListOfCutSampleOrderIo></Feed>`;
    const process = 'CUTReceiveAccountData';
    const { feed } = await feeds.receive({ ...request(text), process, holder: parts.holder });
    const ended = await work(feed, () => {});
    expect(ended).to.include({ status: 'Finished', rejected: 1 });
    expect(ended && (await service.rejects(ended))[0]?.errors[0]?.message).to.contain('ListOfCutSampleAccountIo');
  });

  it('is left where it is when it is paused, and goes on from there', async () => {
    const control = new FeedControl(service.store);
    const { feed, ended } = await run(GOOD, (chunk, { id }) => (chunk === 3 ? control.pause(id) : undefined));
    expect(ended).to.equal(undefined);
    const paused = await control.show(feed.id);
    expect(paused.checkpoint.objects).to.equal(24);
    await control.resume(feed.id);
    const resumed = await work(await service.feeds.takeOver(paused, service.parts.holder), () => {});
    expect(resumed).to.include({ status: 'Finished', rejected: 0 });
    expect(resumed?.counts['CUT Sample Account IO']?.Account).to.include({ inserted: COUNT, updated: 0, unchanged: 0 });
  });

  it('is let go of when its service stops', async () => {
    const stopping = new AbortController();
    const { feed } = await run(GOOD, () => {}, { signal: stopping.signal, onProgress: () => stopping.abort() });
    const left = await new FeedControl(service.store).show(feed.id);
    expect(left).to.include({ status: 'Waiting', holder: undefined });
    expect(left.checkpoint.objects).to.equal(8);
  });

  it('is read here when the thread cannot read the file', async () => {
    const { reading } = thread;
    const elsewhere: FeedRunParts['reading'] = {
      open: (asked, ...rest) => reading.open({ ...asked, path: `${asked.path}-not-there` }, ...rest),
    };
    const { ended } = await run(GOOD, () => {}, { reading: elsewhere });
    expect(ended).to.include({ status: 'Finished', rejected: 0 });
    expect(thread.problems.splice(0)).to.have.length(1);
  });

  it('is gone on with here when the thread ends suddenly; the next one has a new thread', async () => {
    const read = thread.chunks;
    const { ended } = await run(GOOD, async (chunk) => {
      if (chunk === 2) await thread.workers.at(-1)?.terminate();
    });
    expect(thread.chunks - read).to.be.within(2, 4);
    expect(ended).to.include({ status: 'Finished', rejected: 0 });
    expect(ended?.counts['CUT Sample Account IO']?.Account).to.include({ inserted: COUNT, updated: 0, unchanged: 0 });
    expect(thread.problems.splice(0)).to.have.length(1);

    await thread.start();
    const again = await run(MIXED, () => {});
    expect(again.ended?.status).to.equal('Stopped');
    expect(thread.workers).to.have.length(2);
    expect(thread.chunks - read).to.be.greaterThan(7);
  });

  it('has none when it is small', async () => {
    await using large = new TriedReadingThread(1_000_000);
    const { ended } = await run(GOOD, () => {}, { reading: large.reading });
    expect(ended?.status).to.equal('Finished');
    expect(large.workers).to.have.length(0);
  });
});
