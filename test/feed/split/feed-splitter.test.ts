import { expect } from 'chai';
import type { Feed } from '../../../src/feed/feed.ts';
import { workOnFeed } from '../../../src/feed/run/work-on-feed.ts';
import { account, type FeedService, openFeeds, request, storedAccounts } from '../feed-service.ts';

const LIST = 'ListOfCutSampleAccountIo';
const NAMESPACE = 'http://www.siebel.com/xml/CUT%20Sample%20Account%20IO';
const message = (content: string): string =>
  `<SiebelMessage IntObjectName="CUT Sample Account IO"><${LIST}>${content}</${LIST}></SiebelMessage>`;
const one = account('F1');
const two = account('F2');

const shapes: readonly (readonly [title: string, text: string])[] = [
  ['one SiebelMessage', message(one + two)],
  [
    'SiebelMessages in a row, each with its declaration',
    `\ufeff<?xml version="1.0"?>${message(one)}\r\n\ufeff${message(two)}`,
  ],
  [
    'SiebelMessages in an element of any name',
    `<Batch xmlns:x="urn:x" x:a=">">${message(one)}<!-- > -->${message(two)}</Batch>`,
  ],
  [
    'SiebelMessages in elements several levels deep',
    `<Batch><Messages><x:Part a=">" xmlns:x="urn:x"><?p >?><!-- </x:Part> -->${message(one)}</x:Part><Part>${message(two)}</Part></Messages></Batch>`,
  ],
  [
    'SiebelMessages in an element that is named as a list',
    `<ListOfMessages>${message(one)}${message(two)}</ListOfMessages>`,
  ],
  [
    'bare lists in elements of any name',
    `<ListOfParts><Part><${LIST}>${one}</${LIST}></Part><${LIST}>${two}</${LIST}></ListOfParts>`,
  ],
  ['a property set', `<?Siebel-Property-Set EscapeNames="false"?><PropertySet>${message(one + two)}</PropertySet>`],
  ['a bare list', `<${LIST}>${one}${two}</${LIST}>`],
  [
    'a list in its namespace, by prefix',
    `<a:${LIST} xmlns:a="${NAMESPACE}">${(one + two).replaceAll(/(<\/?)/g, '$1a:')}</a:${LIST}>`,
  ],
  ['roots without their list', `<SiebelMessage IntObjectName="CUT Sample Account IO">${one}${two}</SiebelMessage>`],
  [
    'comments, CDATA and instructions within objects',
    message(`<!--</Account>-->${one.replace('Account F1', '<![CDATA[</Account>]]><?p </Account>?>')}${two}`),
  ],
  ['an empty list beside', `<Batch><${LIST}/>${message(one + two)}</Batch>`],
];

/** What comes behind the first object, and how the feed ends. */
const broken: readonly (readonly [title: string, rest: string, says: RegExp])[] = [
  ['an element that is not closed at the very end', `<Account><Name>x</Name></${LIST}>`, /where <\/Account> is due/],
  ['the file is cut within a tag', '<Account><Na', /does not end/],
  ['the file is cut within an object', '<Account><Name>x', /ends without <\/Name>/],
  ['the file is cut between objects', '', /ends without <\/ListOfCutSampleAccountIo>/],
  ['the file is cut within an end tag', '<Account></Acc', /ends without <\/Account>/],
  ['a comment that does not end', '<!-- x', /without the -->/],
  ['an end tag of nothing', '</Other>', /closes what is not open/],
  ['an end tag that is none', '</Oth er>', /not an end tag/],
  ['a declaration of another kind', '<!ELEMENT x>', /neither a comment/],
  ['a document type', '<!DOCTYPE x>', /document type/],
  ['text between objects', 'text<Account/>', /text/],
  ['CDATA between objects', '<![CDATA[x]]>', /CDATA/],
  ['an attribute without value', `</${LIST}><${LIST} a>`, /in the tag/],
  ['a prefix that is not declared', `</${LIST}><x:Batch>`, /not declared/],
  ['too deep an object', `<Account>${'<a>'.repeat(1100)}`, /nests more than/],
  ['too deep a wrapping', `</${LIST}>${'<SiebelMessage>'.repeat(40)}`, /nests more than/],
];

/** Objects that nobody can take, between two that are written. */
const rejected: readonly (readonly [title: string, text: string | Buffer, code: string])[] = [
  [
    'of a list that is not known',
    `<Batch>${message(one)}<ListOfNothing><Account/></ListOfNothing>${message(two)}</Batch>`,
    'SBL-EAI-04132',
  ],
  [
    'that stands beside messages, in an element around them',
    `<Batch><Messages><Header><Count>2</Count></Header>${message(one + two)}</Messages></Batch>`,
    'SBL-EAI-04132',
  ],
  ['that is no list', `<Batch>${message(one)}<Nothing/>${message(two)}</Batch>`, 'SBL-EAI-04132'],
  [
    'with a byte that is not UTF-8',
    Buffer.concat([
      Buffer.from(`<Batch>${message(one)}<${LIST}>\n<Account>\n<Name>`),
      Buffer.from([0xe9]),
      Buffer.from(`</Name></Account></${LIST}>${message(two)}</Batch>`),
    ]),
    'SBL-EAI-04207',
  ],
  [
    'larger than an object may be',
    `<Batch>${message(one)}<${LIST}><Account>${' '.repeat(700_000)}</Account></${LIST}>${message(two)}</Batch>`,
    'SBL-EAI-04506',
  ],
];

/** An object that is of no known kind, and what is said of it. */
const unknown: readonly (readonly [text: string, says: string])[] = [
  [
    `<Batch><SiebelMessage IntObjectName="My Own IO"><${LIST}>${one}</${LIST}></SiebelMessage></Batch>`,
    "found 'Account' where IntObjectName says 'My Own IO', which is none; there is 'CUT Sample Account IO'",
  ],
  [
    '<SiebelMessage IntObjectName="CUT Sample Acount IO"><ListOfX><X/></ListOfX></SiebelMessage>',
    "found 'X' where IntObjectName says 'CUT Sample Acount IO', which is none; did you mean 'CUT Sample Account IO'?",
  ],
  [
    `<SiebelMessage IntObjectName="CUT Sample Asset IO"><${LIST}>${one}</${LIST}></SiebelMessage>`,
    "found 'Account' where IntObjectName says 'CUT Sample Asset IO', the list of which is ListOfCutSampleAssetIo",
  ],
  [
    '<ListOfCutSampleAcountIo><Account/></ListOfCutSampleAcountIo>',
    "found 'Account' in ListOfCutSampleAcountIo; did you mean 'ListOfCutSampleAccountIo'?",
  ],
  [
    `<${LIST} xmlns="urn:x"><Account/></${LIST}>`,
    `found 'Account' in ListOfCutSampleAccountIo of another namespace than '${NAMESPACE}'`,
  ],
  ['<Batch><Acount><Name>x</Name></Acount></Batch>', "found 'Acount'; did you mean 'Account'?"],
];

describe('the shapes of a feed', () => {
  let service: FeedService;
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  const written = async (): Promise<readonly string[]> => Object.keys(await storedAccounts(service.store));
  const ending = ({ status, rejected: count }: Feed): unknown => ({ status, rejected: count });

  for (const [title, text] of shapes) {
    it(`may be ${title}`, async () => {
      const feed = await service.run(text);
      expect(await service.rejects(feed)).to.deep.equal([]);
      expect(ending(feed)).to.deep.equal({ status: 'Finished', rejected: 0 });
      expect(await written()).to.deep.equal(['F1', 'F2']);
    });
  }

  for (const [title, rest, says] of broken) {
    it(`ends at ${title}, with what comes before it written`, async () => {
      const feed = await service.run(`<SiebelMessage>\n<${LIST}>${one}${rest}`);
      expect(feed.status).to.equal('Stopped');
      expect(feed.reason?.message).to.match(says);
      expect(feed.reason?.line).to.be.at.least(2);
      expect(await written()).to.deep.equal(['F1']);
    });
  }

  for (const [title, text, code] of rejected) {
    it(`has an object rejected ${title}, and goes on behind it`, async () => {
      const feed = await service.run(text);
      expect(ending(feed)).to.deep.equal({ status: 'Finished', rejected: 1 });
      const [reject] = await service.rejects(feed);
      expect(reject?.errors.map((error) => error.code)).to.deep.equal([code]);
      expect(await written()).to.deep.equal(['F1', 'F2']);
    });
  }

  for (const [text, says] of unknown) {
    it(`may be unknown: ${says}`, async () => {
      const feed = await service.run(text);
      const [reject] = await service.rejects(feed);
      expect(reject?.errors[0]?.message).to.equal(`Expected an integration object of this service, ${says}`);
    });
  }

  it('is gone on with within elements around messages', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `F${10 + index}`);
    const text = `<Batch><ListOfParts><Part>${ids.map((id) => message(account(id))).join('')}</Part></ListOfParts></Batch>`;
    const stop = (): never => {
      throw new Error('work on it ends');
    };
    await service.run(text, { id: 'a' }, { yieldTo: async () => stop() }).catch(() => {});
    const begun = await service.feeds.receive({ ...request(text), holder: service.parts.holder });
    expect(begun.feed.checkpoint.objects).to.equal(8);
    expect(await workOnFeed(service.parts, begun.feed)).to.include({ status: 'Finished', rejected: 0 });
    expect(await written()).to.deep.equal(ids);
  });

  it('is refused without any object', async () => {
    const feed = await service.run('<SiebelMessage/>');
    expect(feed).to.include({ status: 'Stopped' });
    expect(feed.reason?.code).to.equal('SBL-EAI-04510');
  });

  it('is of one kind only when a workflow process is named', async () => {
    const feed = await service.run(
      `<Batch>${message(one)}<ListOfCutSampleWorkOrderIo><X/></ListOfCutSampleWorkOrderIo></Batch>`,
      { process: 'CUT receive account data' },
    );
    expect(ending(feed)).to.deep.equal({ status: 'Finished', rejected: 1 });
  });

  it('goes on over blocks of the file, and knows the line there', async () => {
    const filler = `${' '.repeat(99)}\r\n<!-- ${'x'.repeat(90)} -->\r`.repeat(8000);
    const feed = await service.run(
      message(`${one}${filler}${two}${'\n'.repeat(1_200_000)}${account('F3', { status: 'Nonsense' })}`),
    );
    const [reject] = await service.rejects(feed);
    expect(reject?.line).to.equal(1 + 1 + 16_000 + 1 + 1_200_000);
    expect(await written()).to.deep.equal(['F1', 'F2']);
  }).timeout(60_000);
});
