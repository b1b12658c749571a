import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { SampleInstances } from '../../src/contract/samples/sample-instances.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import type { InstanceList } from '../../src/model/instance.ts';
import type { IntegrationObject } from '../../src/model/model.ts';
import type { RowChange } from '../../src/store/store.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { differences } from '../support/differences.ts';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { recording } from './recording-transaction.ts';

const account = integrationObject('CUT Sample Account IO');
const BUSINESS = { 'Account Type Code': 'Customer', Type: 'Business', 'Currency Code': 'GBP' };
const adapter = new SiebelAdapter(model, { queryLimit: 10 });

describe('all instances of an object, page by page', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.remove());

  it('come all, once, in the order of row ids, however many a query may answer', async () => {
    await write(database, ...Array.from({ length: 120 }, (_, index) => sketch(index)));
    const pages = await pagesOf(database, account, '[Name] LIKE "Account*"', 'answer');
    expect(pages.map(({ roots }) => roots.length)).to.deep.equal([50, 50, 20]);
    const rowIds = pages.flatMap(({ roots }) => roots.map((root) => fieldValue(root, 'Account Id') ?? ''));
    expect(rowIds).to.deep.equal([...new Set(rowIds)].sort());
  });

  it('come in smaller pages where they have many children', async () => {
    const synonyms = Array.from({ length: 500 }, (_, index) => ({ Synonym: `S${index}` }));
    await write(
      database,
      ...Array.from({ length: 60 }, (_, index) => ({ ...sketch(index), 'Account Synonym': synonyms })),
    );
    const pages = await pagesOf(database, account, '[Name] LIKE "Account*"', 'answer');
    expect(pages.flatMap(({ roots }) => roots)).to.have.length(60);
    expect(pages[0]?.roots.length).to.be.below(60);
    for (const { roots } of pages) {
      for (const root of roots) expect(root.children.flatMap((group) => group ?? [])).to.have.length(500);
    }
  });

  it('are those that fit, with the children that fit', async () => {
    const synonyms = [{ Synonym: 'one' }, { Synonym: 'two' }];
    await write(database, { ...sketch(1), 'Account Synonym': synonyms }, sketch(2));
    const where = '[Name] = "Account 1" AND [Account Synonym.Synonym] = "two"';
    const [page] = await pagesOf(database, account, where, 'feed');
    const children = page?.roots[0]?.children.flatMap((group) => group ?? []);
    expect(children?.map((child) => fieldValue(child, 'Synonym'))).to.deep.equal(['two']);
  });

  it('are none where nothing fits', async () => {
    expect(await pagesOf(database, account, '[Name] = "nobody"', 'feed')).to.deep.equal([]);
  });

  it('are refused before the first page where the condition is', async () => {
    const read = () =>
      adapter.readAll((work) => database.store.read(work), account, { searchSpec: '[Nme] = "x"' }, 'feed');
    expect(read).to.throw(CutError).with.property('code', 'SBL-DAT-00398');
  });

  it('as a feed say everything to a database that has nothing of it', async () => {
    const synonyms = [{ Synonym: 'one' }, { Synonym: 'two', primary: true }];
    const contact = { 'Person UId': 'MAYA', 'First Name': 'Maya', 'Last Name': 'Okonkwo', Role: 'Site Contact' };
    await write(
      database,
      { ...sketch(1), 'Account Synonym': synonyms, 'Related Contact': [contact] },
      { ...sketch(2), 'Parent Account Integration Id': 'A-1', 'Credit Score': '-3.25' },
    );
    const before = await pagesOf(database, account, '[Name] LIKE "Account*"', 'feed');
    for (const root of before[0]?.roots ?? []) {
      expect([fieldValue(root, 'Account Id'), fieldValue(root, 'Parent Account Id')]).to.deep.equal([
        undefined,
        undefined,
      ]);
    }
    const other = await createDatabase();
    try {
      for (const page of before) await upsert(other, page);
      const after = await pagesOf(other, account, '[Name] LIKE "Account*"', 'feed');
      for (const [index, root] of (before[0]?.roots ?? []).entries()) {
        expect(differences(root, after[0]?.roots[index])).to.deep.equal([]);
      }
      expect(after[0]?.roots).to.have.length(2);
    } finally {
      await other.remove();
    }
  });

  for (const object of model.integrationObjects.values()) {
    it(`written back as a feed change nothing: ${object.name}`, async () => {
      const sampleData = loadSampleData();
      for (const list of [...sampleData.documents, new SampleInstances(model, sampleData).of(object)]) {
        await database.store.write((transaction) =>
          adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP, acceptRowIds: true }),
        );
      }
      const pages = await pagesOf(database, object, `[${object.root.rowId.name}] IS NOT NULL`, 'feed');
      expect(pages).to.have.length(1);
      for (const page of pages) expect(await upsert(database, page)).to.deep.equal([]);
    });
  }
});

async function pagesOf(
  { store }: TestDatabase,
  object: IntegrationObject,
  searchSpec: string,
  form: 'answer' | 'feed',
): Promise<readonly InstanceList[]> {
  const pages: InstanceList[] = [];
  for await (const page of adapter.readAll((work) => store.read(work), object, { searchSpec }, form)) pages.push(page);
  return pages;
}

async function write(database: TestDatabase, ...sketches: readonly Sketch[]): Promise<void> {
  for (const each of sketches) await upsert(database, instanceList(account, each));
}

/** @returns what it changed */
async function upsert({ store }: TestDatabase, list: InstanceList): Promise<readonly RowChange[]> {
  return store.write(async (given) => {
    const { transaction, changes } = recording(given);
    await adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP });
    return changes;
  });
}

function sketch(index: number): Sketch {
  return { 'Integration Id': `A-${index}`, Name: `Account ${index}`, Location: 'HQ', ...BUSINESS };
}
