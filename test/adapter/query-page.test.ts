import { expect } from 'chai';
import type { PageRequest } from '../../src/adapter/query-arguments.ts';
import { integrationIds, type KnownAccounts, knownAccounts } from './known-accounts.ts';

const BY_NAME = { searchSpec: '[Name] IS NOT NULL', sortSpec: 'Name' };

const PAGES: readonly (readonly [request: PageRequest, found: readonly string[], lastPage: boolean])[] = [
  [{}, ['branch', 'tyne', 'wear', 'tees', 'angstrom'], true],
  [{ pageSize: 2 }, ['branch', 'tyne'], false],
  [{ pageSize: 2, startRowNum: 2 }, ['wear', 'tees'], false],
  [{ pageSize: 2, startRowNum: 3 }, ['tees', 'angstrom'], true],
  [{ pageSize: 2, startRowNum: 4 }, ['angstrom'], true],
  [{ pageSize: 2, startRowNum: 5 }, [], true],
  [{ pageSize: 5 }, ['branch', 'tyne', 'wear', 'tees', 'angstrom'], true],
  [{ pageSize: 4 }, ['branch', 'tyne', 'wear', 'tees'], false],
];

const REFUSED: readonly (readonly [request: PageRequest, code: string, value: string])[] = [
  [{ pageSize: 21 }, 'SBL-EAI-04447', '21'],
  [{ pageSize: 0 }, 'SBL-EAI-04388', '0'],
  [{ pageSize: -1 }, 'SBL-EAI-04388', '-1'],
  [{ pageSize: 2.5 }, 'SBL-EAI-04388', '2.5'],
  [{ pageSize: Number.NaN }, 'SBL-EAI-04388', 'NaN'],
  [{ startRowNum: -1 }, 'SBL-EAI-04388', '-1'],
  [{ startRowNum: 0.5 }, 'SBL-EAI-04388', '0.5'],
  [{ startRowNum: 1_000_001 }, 'SBL-EAI-04388', '1000001'],
];

describe('a page of a query', () => {
  let known: KnownAccounts;
  before(async () => {
    known = await knownAccounts();
  });
  after(() => known.database.remove());

  for (const [request, found, lastPage] of PAGES) {
    it(`${JSON.stringify(request)} is ${found.join(', ') || 'empty'}${lastPage ? ', and the last one' : ''}`, async () => {
      const page = await known.page(BY_NAME, request);
      expect(integrationIds(page.list.roots)).to.deep.equal(found);
      expect(page).to.include({ lastPage }).and.not.have.property('recordCount');
    });
  }

  it('shows the children of its records only', async () => {
    const { list } = await known.page(BY_NAME, { pageSize: 1, startRowNum: 2 });
    expect(list.roots[0]?.children.flat().map((child) => child?.component.name)).to.deep.equal([
      'Related Contact',
      'Account Synonym',
    ]);
  });

  it('tells how many records there are when it is asked', async () => {
    expect(await known.page(BY_NAME, { pageSize: 2, recordCountNeeded: true })).to.include({ recordCount: 5 });
    const some = { ...BY_NAME, searchSpec: '[Credit Score] > 0' };
    expect(await known.page(some, { pageSize: 1, startRowNum: 9, recordCountNeeded: true })).to.include({
      recordCount: 3,
    });
  });

  it('has at most ten records when nobody says how many', async () => {
    const page = await known.page({ searchSpec: '[Name] IS NOT NULL' }, { startRowNum: 0 });
    expect(page.list.roots).to.have.length(5);
  });

  it('follows the ROW_IDs where nothing else decides, so that pages neither overlap nor leave anything out', async () => {
    const whole = await known.find({ searchSpec: '[Name] IS NOT NULL', sortSpec: 'Currency Code' });
    const pages = [];
    for (const startRowNum of [0, 2, 4]) {
      const criteria = { searchSpec: '[Name] IS NOT NULL', sortSpec: 'Currency Code' };
      pages.push(...integrationIds((await known.page(criteria, { pageSize: 2, startRowNum })).list.roots));
    }
    expect(pages).to.deep.equal(whole);
  });

  for (const [request, code, value] of REFUSED) {
    it(`${JSON.stringify(request)} is refused`, async () => {
      const error = await known.refusal(BY_NAME, request);
      expect(error.code).to.equal(code);
      expect(error.message).to.include(value);
    });
  }

  it('is refused without criteria, too', async () => {
    expect((await known.refusal({}, { pageSize: 1 })).code).to.equal('SBL-EAI-04396');
  });
});
