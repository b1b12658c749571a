import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { reportedReject, reportOf } from '../../../src/feed/report/feed-report.ts';
import { reportText } from '../../../src/feed/report/report-text.ts';
import { reportXml } from '../../../src/feed/report/report-xml.ts';
import { account, accounts, type FeedService, openFeeds } from '../feed-service.ts';

const OBJECT = 'CUT Sample Account IO';
const REMEDY = 'Send a value that the field accepts.';
const contact = (status: string): string =>
  `<ListOfRelatedContact><RelatedContact><PersonUId>FC1</PersonUId><FirstName>Ann</FirstName><LastName>Lee</LastName><Status>${status}</Status></RelatedContact></ListOfRelatedContact>`;

const GOOD = account('F1');
const BAD = account('F2', { status: 'Nonsense' });
const BAD_CONTACT = account('F3', { content: contact('Nonsense') });
const UNREADABLE = '<Account><Wrong/></Account>\n';

describe('the report of a feed', () => {
  let service: FeedService;
  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  const rejectedBy = async (atomic: boolean, ...roots: readonly string[]): Promise<unknown> =>
    reportOf(await service.run(accounts(...roots), { atomic })).components.map(
      ({ integrationObject, component, inserted, rejected }) => [integrationObject, component, inserted, rejected],
    );

  it('counts rejected objects by the component that is wrong', async () => {
    expect(await rejectedBy(false, GOOD, BAD, BAD_CONTACT)).to.have.deep.members([
      [OBJECT, 'Account', 1, 1],
      [OBJECT, 'Related Contact', 0, 1],
    ]);
  });

  it('counts nothing else of a feed that is refused', async () => {
    expect(await rejectedBy(true, GOOD, BAD)).to.deep.equal([[OBJECT, 'Account', 0, 1]]);
    expect(await rejectedBy(true, GOOD, BAD_CONTACT)).to.deep.equal([[OBJECT, 'Related Contact', 0, 1]]);
  });

  it('counts what cannot be read for the root component', async () => {
    expect(await rejectedBy(false, UNREADABLE)).to.deep.equal([[OBJECT, 'Account', 0, 1]]);
  });

  it('says what would be right, and so does the reject file at each object', async () => {
    const feed = await service.run(accounts(BAD, account('F4', { status: 'Other' })));
    const rejects = (await service.rejects(feed)).map(reportedReject);
    const text = reportText(reportOf(feed), rejects);
    expect(text.split('\n').filter((line) => line.includes(REMEDY))).to.deep.equal([`  SBL-EAI-04401: ${REMEDY}`]);
    expect(reportXml(reportOf(feed), rejects)).to.contain(`<Remedy>${REMEDY}</Remedy>`);
    const file = await readFile(service.feeds.rejectsPath(feed) ?? '', 'utf8');
    expect(file.split('\n').filter((line) => line.endsWith(`. ${REMEDY} -->`))).to.have.length(2);
  });

  it('says from where on nothing was looked at when an element is not closed', async () => {
    const feed = await service.run(`${accounts(GOOD, GOOD).split('</List')[0]}<Account>\n<Name>\n`);
    const report = reportOf(feed);
    expect(report.notLookedAt).to.deep.equal({ fromObject: 3, fromLine: 6 });
    expect(report.percent).to.be.within(80, 99);
    expect(reportText(report, []))
      .to.contain('Nothing was looked at from object 3 on (line 6)')
      .and.to.contain('Send well-formed XML 1.0.');
    expect(reportXml(report, [])).to.contain('<NotLookedAt fromObject="3" fromLine="6"/>');
  });

  it('says nothing of that when all objects were looked at', async () => {
    const feed = await service.run(accounts(GOOD).replace('</SiebelMessage>', ''));
    expect(reportOf(feed)).to.include({ status: 'Stopped', objects: 1, percent: 100 });
    expect(reportOf(feed)).not.to.have.property('notLookedAt');
  });
});
