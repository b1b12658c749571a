import { expect } from 'chai';
import type { Feed } from '../../../src/feed/feed.ts';
import { account, type FeedService, openFeeds, storedAccounts } from '../feed-service.ts';

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
