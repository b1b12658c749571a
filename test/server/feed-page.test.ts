import { expect } from 'chai';
import type { FeedReport } from '../../src/feed/report/feed-report.ts';
import { feedListPage, feedPage } from '../../src/server/feed-page.ts';

const REPORT: FeedReport = {
  id: '20261126-130509-4f2a9c',
  name: 'accounts.xml',
  status: 'Running',
  atomic: false,
  sender: 'SADMIN',
  size: 1000,
  contentHash: 'ab',
  received: '2026-11-26T13:05:09Z',
  percent: 40,
  objects: 300,
  rejected: 0,
  duration: 1500,
  objectsPerSecond: 200,
  megabytesPerSecond: 0.5,
  components: [],
};

describe('the page of a feed', () => {
  it('loads itself again while the feed is worked on', () => {
    const page = String(feedPage(REPORT, []));
    expect(page).to.contain('<meta http-equiv="refresh" content="2">');
    expect(page).to.contain('40 % done: 300 objects, 0 rejected, 1.5 s').and.not.to.contain('<table>');
  });

  it('tells why the feed was stopped, and of the rejected objects the first', () => {
    const error = { code: 'SBL-EAI-04401', message: 'no <value>' };
    const ended = {
      ...REPORT,
      status: 'Stopped',
      rejected: 3,
      reason: { code: 'SBL-EAI-04507', message: 'too many' },
    } as const;
    const page = String(feedPage(ended, [{ number: 2, line: 7, errors: [error] }]));
    expect(page).not.to.contain('refresh');
    expect(page).to.contain('<code>SBL-EAI-04507</code> too many');
    expect(page).to.contain('object 2, line 7: SBL-EAI-04401: no &lt;value&gt;').and.to.contain('It has 2 more');
  });

  it('counts what was done to the records of each component', () => {
    const component = { integrationObject: 'CUT Sample Account IO', component: 'Account' };
    const counts = { inserted: 2, updated: 1, unchanged: 3, deleted: 0, rejected: 0 };
    const page = String(feedPage({ ...REPORT, components: [{ ...component, ...counts }] }, []));
    expect(page).to.contain('2 inserted, 1 updated, 3 unchanged, 0 deleted').and.to.contain('CUT Sample Account IO');
  });

  it('of the last feeds names them, or says that there are none', () => {
    expect(String(feedListPage([REPORT])))
      .to.contain(`<a href="feeds/${REPORT.id}">`)
      .and.to.contain('Running, 40 %');
    expect(String(feedListPage([]))).to.contain('No feed has been sent yet.');
  });
});
