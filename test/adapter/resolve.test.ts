import { expect } from 'chai';
import { STAMP } from '../support/database.ts';
import { instanceList, type Sketch } from '../support/instances.ts';
import { type AdapterDatabase, account, adapterDatabase, MAYA, TYNE } from './adapter-database.ts';
import { type Recorded, recording } from './recording-transaction.ts';

describe('what a write asks the database', () => {
  let on: AdapterDatabase;

  beforeEach(async () => {
    on = await adapterDatabase();
  });
  afterEach(() => on.database.remove());

  const record = (...roots: Sketch[]): Promise<Recorded> =>
    on.database.store.write(async (given) => {
      const { transaction, ...recorded } = recording(given);
      await on.adapter.write(transaction, instanceList(account, ...roots), { method: 'Upsert', stamp: STAMP });
      return recorded;
    });
  const sizes = ({ finds }: Recorded): number[] => finds.map(({ length }) => length);

  const message = (location: string, more: Sketch = {}): Sketch => ({
    ...TYNE,
    Location: location,
    'Related Contact': [MAYA],
    'Account Synonym': [{ Synonym: 'A' }],
    'Credit Profile': [{ 'Credit Area': 'North', 'Currency Code': 'EUR' }],
    ...more,
  });

  it('of a record that is there: one batch for it, and one for its children, a find for each component', async () => {
    await on.receive(message('HQ'));
    expect(sizes(await record(message('HQ', { Alias: 'T' })))).to.deep.equal([1, 3]);
  });

  it('of a record that is not there: one batch for it, and one for what it and its children point at', async () => {
    expect((await record(message('HQ'))).finds).to.have.length(2);
  });

  it('of a contact that is not linked yet: one more batch, with what the children point at', async () => {
    await on.receive(message('HQ'));
    const other = { 'First Name': 'Oona', 'Last Name': 'Salo', 'Person UId': 'C-2' };
    expect((await record(message('HQ', { 'Related Contact': [MAYA, other] }))).finds).to.have.length(3);
  });

  it('no more batches for more records', async () => {
    const roots = Array.from({ length: 20 }, (_, index) => message(`L${index}`));
    await on.receive(...roots);
    expect(sizes(await record(...roots))).to.deep.equal([1, 3]);
  });

  it('only for the children that are named, where they are few; for all children of the parents, where they are many', async () => {
    const few = Array.from({ length: 4 }, (_, index) => ({ Synonym: `S${index}` }));
    const many = [...few, { Synonym: 'S5' }];
    await on.receive({ ...TYNE, 'Account Synonym': many });
    const keys = async (synonyms: readonly Sketch[]): Promise<number[]> => {
      const [, children = []] = (await record({ ...TYNE, 'Account Synonym': synonyms })).finds;
      return children.map(({ by }) => by.length);
    };
    expect(await keys(few)).to.deep.equal([2, 2, 2, 2]);
    expect(await keys(many)).to.deep.equal([1]);
  });

  it('nothing about foreign keys that are stored as they are sent, by id or by name', async () => {
    const parent = await on.receive({ ...TYNE, Location: 'Parent', 'Integration Id': 'P-1' });
    const sent = {
      'Parent Account Id': parent.primaryRowId,
      'Parent Account Integration Id': 'P-1',
      'Primary Organization': 'Default Organization',
    };
    await on.receive(message('HQ', sent));
    expect(sizes(await record(message('HQ', sent)))).to.deep.equal([1, 3]);
  });

  it('what foreign keys point at together with the children', async () => {
    const parent = await on.receive({ ...TYNE, Location: 'Parent' });
    await on.receive(message('HQ'));
    // the third batch is the hierarchy's
    const { finds } = await record(message('HQ', { 'Parent Account Id': parent.primaryRowId }));
    expect(finds.slice(0, 2).map(({ length }) => length)).to.deep.equal([1, 4]);
  });

  it('only the columns that are sent, and those of keys', async () => {
    await on.receive(message('HQ'));
    const { finds } = await record(message('HQ', { Alias: 'T' }));
    const names = finds[0]?.[0]?.shape.columns.map((reference) => reference?.column.name);
    expect(names).to.include('ALIAS_NAME').and.include('NAME').and.not.include('DESC_TEXT');
  });

  it('all columns when a sender never stops making up new sets of fields', async () => {
    const free = ['Alias', 'Account Number', 'DUNS Number', 'Price List', 'Tax ID Number', 'VAT Registration Number'];
    await on.receive({ ...TYNE, 'Integration Id': 'I-1' });
    for (let set = 1; set <= 60; set += 1) {
      const fields = free.filter((_, position) => (set & (1 << position)) !== 0).map((name) => [name, 'x']);
      await on.receive({ ...Object.fromEntries(fields), 'Integration Id': 'I-1', Name: 'Tyne', Location: 'HQ' });
    }
    const { finds } = await record({ ...TYNE, 'Integration Id': 'I-1', 'Home Page': 'http://tyne.example' });
    expect(finds[0]?.[0]?.shape.columns).to.have.length.above(account.root.fields.length);
  });
});
