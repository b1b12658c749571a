import { expect } from 'chai';
import type { Feed } from '../../../src/feed/feed.ts';
import { account, accounts, type FeedService, openFeeds, storedAccounts } from '../feed-service.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `F${index + 1}`);

describe('a feed that is worked on', () => {
  let service: FeedService;

  beforeEach(async () => {
    service = await openFeeds();
  });
  afterEach(() => service[Symbol.asyncDispose]());

  const countsOf = ({ counts }: Feed): unknown => counts['CUT Sample Account IO']?.Account;

  it('writes its objects, chunk by chunk, and counts what came of them', async () => {
    const contact =
      '<ListOfRelatedContact><RelatedContact><IntegrationId>FC1</IntegrationId><PersonUId>FC1</PersonUId><FirstName>Ann</FirstName><LastName>Lee</LastName></RelatedContact></ListOfRelatedContact>';
    const feed = await service.run(accounts(...ids(20).map((id) => account(id)), account('F21', { content: contact })));
    expect(feed).to.include({ status: 'Finished', rejected: 0, reason: undefined });
    expect(feed.checkpoint.objects).to.equal(21);
    expect(feed.counts).to.deep.equal({
      'CUT Sample Account IO': {
        Account: { inserted: 21, updated: 0, unchanged: 0, deleted: 0, rejected: 0 },
        'Related Contact': { inserted: 1, updated: 0, unchanged: 0, deleted: 0, rejected: 0 },
      },
    });
    expect(Object.keys(await storedAccounts(service.store))).to.have.length(21);
  });

  it('changes nothing when the same objects come again, and only what differs', async () => {
    await service.run(accounts(...ids(3).map((id) => account(id))));
    const again = await service.run(
      accounts(account('F1'), account('F2', { name: 'Other' }), account('F3'), account('F4')),
    );
    expect(countsOf(again)).to.deep.equal({ inserted: 1, updated: 1, unchanged: 2, deleted: 0, rejected: 0 });
  });

  it('keeps the order of objects with the same user key', async () => {
    const names = ['one', 'two', 'three', 'four', 'five'];
    const feed = await service.run(accounts(account('F0'), ...names.map((name) => account('F1', { name }))));
    expect(feed.rejected).to.equal(0);
    expect(await storedAccounts(service.store)).to.deep.equal({ F0: 'Account F0', F1: 'five' });
    expect(countsOf(feed)).to.deep.equal({ inserted: 2, updated: 4, unchanged: 0, deleted: 0, rejected: 0 });
  });

  it('keeps it where they name the record by different keys, too', async () => {
    const second =
      '<Account><Name>Account F1</Name><Location>York</Location><AccountTypeCode>Customer</AccountTypeCode><Type>Business</Type><CurrencyCode>EUR</CurrencyCode><Alias>second</Alias></Account>\n';
    const first = account('F1', { content: '<Location>York</Location><Alias>first</Alias>' });
    const feed = await service.run(accounts(first, second));
    expect(feed.rejected).to.equal(0);
    expect(countsOf(feed)).to.deep.equal({ inserted: 1, updated: 1, unchanged: 0, deleted: 0, rejected: 0 });
  });

  it('rejects what is wrong, each object for itself, says why, and writes the rest', async () => {
    const feed = await service.run(
      accounts(
        account('F1'),
        account('F2', { status: 'Nonsense' }),
        account('F3'),
        '<Account><IntegrationId>F4</IntegrationId>\n<Nmae>x</Nmae></Account>\n',
        account('F5'),
        '<Account><IntegrationId>F6</IntegrationId></Account>\n',
        account('F7', { name: 'a & b' }),
        account('F8'),
        account('F9'),
        account('F10'),
      ),
    );
    expect(feed).to.include({ status: 'Finished', rejected: 4 });
    expect(Object.keys(await storedAccounts(service.store))).to.have.members(['F1', 'F3', 'F5', 'F8', 'F9', 'F10']);
    const rejects = await service.rejects(feed);
    const said = rejects.map(({ number, line, errors: [error] }) => ({
      number,
      line,
      code: error?.code,
      at: error?.line,
    }));
    expect(said).to.deep.equal([
      { number: 2, line: 5, code: 'SBL-EAI-04401', at: 5 },
      { number: 4, line: 7, code: 'SBL-EAI-04127', at: 8 },
      { number: 6, line: 10, code: 'SBL-EAI-04389', at: 10 },
      { number: 7, line: 11, code: 'SBL-EAI-04205', at: 11 },
    ]);
  });

  const below = (parent: string) => `<ParentAccountIntegrationId>${parent}</ParentAccountIntegrationId>`;

  it('writes what refers to objects behind it, also when others among them are wrong', async () => {
    const feed = await service.run(
      accounts(
        account('F1', { content: below('F2') }),
        account('F2', { content: below('F5') }),
        account('F3', { status: 'Nonsense' }),
        account('F4', { content: below('F3') }),
        account('F5'),
        account('F6', { content: below('F7') }),
        account('F7', { status: 'Nonsense', content: below('F1') }),
      ),
    );
    expect(await storedAccounts(service.store)).to.have.all.keys('F1', 'F2', 'F5');
    const rejects = await service.rejects(feed);
    expect(rejects.map(({ number, errors: [error] }) => [number, error?.code])).to.deep.equal([
      [3, 'SBL-EAI-04401'],
      [4, 'SBL-DAT-00225'],
      [6, 'SBL-DAT-00225'],
      [7, 'SBL-EAI-04401'],
    ]);
    expect(feed.checkpoint.objects).to.equal(7);
    expect(countsOf(feed)).to.deep.equal({ inserted: 3, updated: 0, unchanged: 0, deleted: 0, rejected: 4 });
  });

  it('does not write over what an object behind it has made of the same record', async () => {
    const place = '<Location>York</Location>';
    const older = account('F1', { name: 'Same', content: `${place}<Alias>older</Alias>${below('F3')}` });
    const newer = account('F1', { name: 'Same', content: `${place}<Alias>newer</Alias>` }).replace(
      '<IntegrationId>F1</IntegrationId>',
      '',
    );
    await service.run(accounts(account('F1', { name: 'Same', content: place })));
    const feed = await service.run(accounts(older, newer, account('F2', { status: 'Nonsense' }), account('F3')));
    expect((await service.rejects(feed)).map(({ number }) => number)).to.deep.equal([1, 3]);
    expect(countsOf(feed)).to.include({ inserted: 1, updated: 1 });
  });

  it('stops when more are rejected than may be, with what comes before written and nothing of what comes after', async () => {
    const text = accounts(
      ...ids(3).map((id) => account(id)),
      account('F4', { status: 'Nonsense' }),
      account('F5'),
      account('F6', { status: 'Nonsense' }),
      account('F7'),
    );
    const feed = await service.run(text, { maxErrors: 1 });
    expect(feed).to.include({ status: 'Stopped', rejected: 2 });
    expect(feed.checkpoint.objects).to.equal(6);
    expect(feed.reason?.code).to.equal('SBL-EAI-04507');
    expect(Object.keys(await storedAccounts(service.store))).to.deep.equal(['F1', 'F2', 'F3', 'F5']);
  });

  describe('as a whole or not at all', () => {
    it('is written when nothing is wrong', async () => {
      const feed = await service.run(accounts(...ids(20).map((id) => account(id))), { atomic: true });
      expect(feed).to.include({ status: 'Finished', rejected: 0 });
      expect(countsOf(feed)).to.deep.equal({ inserted: 20, updated: 0, unchanged: 0, deleted: 0, rejected: 0 });
    });

    const refused: readonly { title: string; bad: readonly string[]; rejected: number; code: string }[] = [
      {
        title: 'a value that the schema refuses',
        bad: ['<Account><Wrong/></Account>'],
        rejected: 1,
        code: 'SBL-EAI-04508',
      },
      {
        title: 'a value that the database refuses',
        bad: [account('F30', { status: 'Nonsense' }), account('F31', { status: 'Other' })],
        rejected: 2,
        code: 'SBL-EAI-04508',
      },
      { title: 'an element that is not closed', bad: ['<Account>'], rejected: 0, code: 'SBL-EAI-04205' },
    ];
    for (const { title, bad, rejected, code } of refused) {
      it(`is not written at all with ${title}`, async () => {
        const feed = await service.run(accounts(...ids(20).map((id) => account(id)), ...bad), { atomic: true });
        expect(feed).to.include({ status: 'Refused', rejected });
        expect(feed.reason?.code).to.equal(code);
        expect(await storedAccounts(service.store)).to.deep.equal({});
        expect(await service.rejects(feed)).to.have.length(rejected);
      });
    }

    it('is refused when it has too many objects to make all others wait', async () => {
      const feed = await service.run(accounts(...ids(51).map((id) => account(id))), { atomic: true });
      expect(feed).to.include({ status: 'Refused' });
      expect(feed.reason?.code).to.equal('SBL-EAI-04509');
      expect(await storedAccounts(service.store)).to.deep.equal({});
    });
  });
});
