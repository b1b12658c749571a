import { expect } from 'chai';
import type { Criteria } from '../../src/adapter/query.ts';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { IntegrationObject } from '../../src/model/model.ts';
import type { Reader } from '../../src/store/store.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

const account = integrationObject('CUT Sample Account IO');
const profile = integrationObject('CUT Sample Service Profile IO');

/** Statements that a query ran: a select or count each, and one for each find of a batch. */
interface Counted {
  readonly reader: Reader;
  statements: number;
}

describe('the number of statements of a query', () => {
  const adapter = new SiebelAdapter(model, { queryLimit: 200 });
  let database: TestDatabase;

  before(async () => {
    database = await createDatabase();
    await write(account, numbered(60, accountWithChildren));
    await write(profile, numbered(30, assetTree));
  });
  after(() => database.remove());

  it('is one for the roots and one for each of their child components, however many roots there are', async () => {
    const expected = 1 + account.root.children.length;
    expect(await statements(account, { searchSpec: '[Name] = "Account 7"' })).to.deep.equal({
      roots: 1,
      statements: expected,
    });
    expect(await statements(account, { searchSpec: '[Name] LIKE "Account 5*"' })).to.deep.equal({
      roots: 11,
      statements: expected,
    });
    expect(await statements(account, { searchSpec: '[Name] LIKE "Account *"' })).to.deep.equal({
      roots: 60,
      statements: expected,
    });
  });

  it('is one for each component and level where components nest', async () => {
    const one = await statements(profile, { searchSpec: '[Asset Number] = "A-7"' });
    const all = await statements(profile, { searchSpec: '[Asset Number] LIKE "A-*"' });
    expect([one.roots, all.roots]).to.deep.equal([1, 30]);
    expect(all.statements).to.equal(one.statements);
  });

  it('does not depend on filters, order and paging', async () => {
    const searchSpec =
      '[Name] LIKE "Account *" AND EXISTS ([Account Synonym.Synonym] LIKE "*") AND [Account Synonym.Synonym] LIKE "*1" AND [Related Contact.Last Name] IS NOT NULL';
    const criteria = { searchSpec, sortSpec: 'Name (DESCENDING), [Account Synonym.Synonym]' };
    const expected = 1 + account.root.children.length;
    expect(await statements(account, criteria)).to.deep.equal({ roots: 60, statements: expected });
    expect(await page(criteria)).to.equal(expected + 1);
  });

  async function statements(object: IntegrationObject, criteria: Criteria) {
    return database.store.read(async (reader) => {
      const counted = counting(reader);
      const { roots } = await adapter.query(counted.reader, object, criteria);
      return { roots: roots.length, statements: counted.statements };
    });
  }

  async function page(criteria: Criteria) {
    return database.store.read(async (reader) => {
      const counted = counting(reader);
      await adapter.queryPage(counted.reader, account, criteria, { pageSize: 50, recordCountNeeded: true });
      return counted.statements;
    });
  }

  async function write(object: IntegrationObject, sketches: readonly Sketch[]) {
    await database.store.write((transaction) =>
      adapter.write(transaction, instanceList(object, ...sketches), { method: 'Upsert', stamp: STAMP }),
    );
  }
});

function counting(reader: Reader): Counted {
  const counted: Counted = {
    statements: 0,
    reader: {
      find(finds) {
        counted.statements += finds.length;
        return reader.find(finds);
      },
      select(select) {
        counted.statements += 1;
        return reader.select(select);
      },
      count(shape, condition) {
        counted.statements += 1;
        return reader.count(shape, condition);
      },
    },
  };
  return counted;
}

function numbered(count: number, sketch: (number: number) => Sketch): Sketch[] {
  return Array.from({ length: count }, (_, number) => sketch(number));
}

function accountWithChildren(number: number): Sketch {
  return {
    'Integration Id': `I-${number}`,
    Name: `Account ${number}`,
    'Account Type Code': 'Customer',
    Type: 'Business',
    'Currency Code': 'EUR',
    'Account Synonym': [{ Synonym: `Synonym ${number}` }, { Synonym: `${number}` }],
    'Related Contact': [{ 'Person UId': `C-${number}`, 'First Name': 'Ann', 'Last Name': 'Bell' }],
  };
}

/** Two assets in one, and in one of these a third. */
function assetTree(number: number): Sketch {
  const asset = (part: string): Sketch => ({
    'Integration Id': `P-${number}-${part}`,
    'Asset Number': `P-${number}-${part}`,
    'Product Name': 'Voice Plan',
  });
  return {
    ...asset('root'),
    'Asset Number': `A-${number}`,
    'Asset Mgmt - Asset': [{ ...asset('1'), 'Asset Mgmt - Asset': [asset('1.1')] }, asset('2')],
  };
}
