import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { Feed } from '../../src/feed/feed.ts';
import { workOnFeed } from '../../src/feed/run/work-on-feed.ts';
import { account, accounts, type FeedService, openFeeds, request, storedAccounts } from './feed-service.ts';

/** Two chunks, so that what is wrong is behind a checkpoint. */
const BEFORE = Array.from({ length: 12 }, (_, index) => account(`F${index + 1}`));
const AFTER = account('F90');
const LAST_LINE = 4 + BEFORE.length;

interface BadFeed {
  readonly what: string;
  readonly source: () => Iterable<string | Buffer>;
  readonly status: 'Finished' | 'Stopped';
  /** Code and line of the verdict: of the feed where it stops, else of the rejected object. */
  readonly verdict: readonly [code: string, line: number];
  /** Whether what comes behind it is written, too. */
  readonly goesOn: boolean;
}

const closed = accounts(...BEFORE, '@', AFTER);
const [start = '', end = ''] = closed.split('@');

const BAD: readonly BadFeed[] = [
  {
    what: 'a single object of 200 MB',
    *source() {
      yield `${start}<Account><Description>`;
      for (let megabyte = 0; megabyte < 200; megabyte += 1) yield Buffer.alloc(1_000_000, 'x');
      yield `</Description></Account>${end}`;
    },
    status: 'Finished',
    verdict: ['SBL-EAI-04506', LAST_LINE],
    goesOn: true,
  },
  {
    what: 'an element that is not closed, at the very end',
    source: () => [closed.replace('@', '').replace('</SiebelMessage>', '')],
    status: 'Stopped',
    verdict: ['SBL-EAI-04205', LAST_LINE + 3],
    goesOn: true,
  },
  {
    what: 'a file that was cut in the middle of an object',
    source: () => [`${start}${account('F91').slice(0, 100)}`],
    status: 'Stopped',
    verdict: ['SBL-EAI-04205', LAST_LINE],
    goesOn: false,
  },
  {
    what: 'an invalid byte in the middle',
    source: () => [start, Buffer.from(account('F91', { name: 'Malm\xf6' }), 'latin1'), end],
    status: 'Finished',
    verdict: ['SBL-EAI-04207', LAST_LINE],
    goesOn: true,
  },
  {
    what: 'a key that another object of its chunk has, under another integration id',
    source: () => [
      `${start}${account('F13', { name: 'Same', content: '<Location>York</Location>' })}`,
      `${account('F91', { name: 'Same', content: '<Location>York</Location>' })}${end}`,
    ],
    status: 'Finished',
    verdict: ['SBL-EAI-04381', LAST_LINE + 1],
    goesOn: true,
  },
];

describe('a bad feed', () => {
  let service: FeedService;
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  async function run({ source }: BadFeed, atomic: boolean): Promise<Feed> {
    const bytes = function* (): Generator<Buffer> {
      for (const piece of source()) yield Buffer.from(piece);
    };
    const { holder } = service.parts;
    const { feed } = await service.feeds.receive({ ...request(''), source: Readable.from(bytes()), atomic, holder });
    const ended = await workOnFeed(service.parts, feed);
    if (ended === undefined) throw new Error('the feed was taken over');
    return ended;
  }

  for (const bad of BAD) {
    it(`with ${bad.what} has a verdict, and what can be told apart is written`, async () => {
      const feed = await run(bad, false);
      const [reject] = await service.rejects(feed);
      const verdict = bad.status === 'Stopped' ? feed.reason : reject?.errors[0];
      expect(feed.status).to.equal(bad.status);
      expect([verdict?.code, verdict?.line], verdict?.message).to.deep.equal(bad.verdict);
      const written = Object.keys(await storedAccounts(service.store));
      expect(written).to.include.members(['F1', 'F12']).and.not.to.include('F91');
      expect(written.includes('F90')).to.equal(bad.goesOn);
    }).timeout(60_000);

    it(`with ${bad.what} is not written at all when it is to be written as a whole`, async () => {
      const feed = await run(bad, true);
      expect(feed.status).to.equal('Refused');
      expect(await storedAccounts(service.store)).to.deep.equal({});
    }).timeout(60_000);
  }
});
