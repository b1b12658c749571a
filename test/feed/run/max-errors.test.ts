import { expect } from 'chai';
import { reportOf } from '../../../src/feed/report/feed-report.ts';
import { account, accounts, type FeedService, openFeeds, storedAccounts } from '../feed-service.ts';

const below = (parent: string): string => `<ParentAccountIntegrationId>${parent}</ParentAccountIntegrationId>`;
const bad = (id: string): string => account(id, { status: 'Nonsense' });

/** Eight are written together, and as a chunk; the first object is in line 4. */
const cases: readonly {
  readonly title: string;
  readonly roots: readonly string[];
  readonly maxErrors: number;
  readonly rejected: number;
  readonly written: readonly string[];
  /** From where on nothing was looked at; undefined where the feed was not stopped. */
  readonly from: number | undefined;
  /** Line of that. */
  readonly line?: number;
}[] = [
  {
    title: 'stops it there, and nothing of what comes behind is written',
    roots: [account('F1'), bad('F2'), account('F3'), bad('F4'), account('F5')],
    maxErrors: 1,
    rejected: 2,
    written: ['F1', 'F3'],
    from: 5,
    line: 8,
  },
  {
    title: 'counts no object that can be written behind the one that it refers to',
    roots: [account('F1', { content: below('F3') }), bad('F2'), account('F3'), account('F4')],
    maxErrors: 1,
    rejected: 1,
    written: ['F1', 'F3', 'F4'],
    from: undefined,
  },
  {
    title: 'stops it behind those written together when what they refer to is not there',
    roots: [
      account('F1', { content: below('F99') }),
      ...['F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9'].map((id) => account(id)),
    ],
    maxErrors: 0,
    rejected: 1,
    written: ['F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8'],
    from: 9,
    /** Behind the last one of the chunk: the next one is not known yet. */
    line: 11,
  },
  {
    title: 'counts what cannot be read, too',
    roots: [account('F1'), '<Account><Wrong/></Account>\n', account('F3')],
    maxErrors: 0,
    rejected: 1,
    written: ['F1'],
    from: 3,
    line: 6,
  },
];

describe('a limit to the rejected objects of a feed', () => {
  let service: FeedService;
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  for (const { title, roots, maxErrors, rejected, written, from, line } of cases) {
    it(title, async () => {
      const feed = await service.run(accounts(...roots), { maxErrors });
      expect(feed.rejected).to.equal(rejected);
      expect(await service.rejects(feed)).to.have.length(rejected);
      expect(Object.keys(await storedAccounts(service.store))).to.deep.equal(written);
      const { status, reason, objects, notLookedAt } = reportOf(feed);
      if (from === undefined) return expect([status, notLookedAt]).to.deep.equal(['Finished', undefined]);
      expect([status, reason?.code]).to.deep.equal(['Stopped', 'SBL-EAI-04507']);
      expect(objects).to.equal(from - 1);
      return expect(notLookedAt).to.deep.equal({ fromObject: from, fromLine: line });
    });
  }
});
