import { expect } from 'chai';
import type { Criteria } from '../../src/adapter/query.ts';
import type { WriteOptions } from '../../src/adapter/write.ts';
import type { WriteResult } from '../../src/adapter/write-result.ts';
import { STAMP } from '../support/database.ts';
import { fieldValue, sketchOf } from '../support/instances.ts';
import { type AdapterDatabase, account, adapterDatabase, MAYA, refusal, TYNE } from './adapter-database.ts';

describe('Delete by row id or search specification', () => {
  let on: AdapterDatabase;

  beforeEach(async () => {
    on = await adapterDatabase();
  });
  afterEach(() => on.database.remove());

  const remove = (criteria: Criteria, options: Partial<WriteOptions> = {}): Promise<WriteResult> =>
    on.database.store.write((transaction) =>
      on.adapter.deleteMatching(transaction, account, criteria, { stamp: STAMP, ...options }),
    );

  it('deletes what fits with all that is below it, and leaves what is associated', async () => {
    const { primaryRowId } = await on.receive({
      ...TYNE,
      'Related Contact': [MAYA],
      'Account Synonym': [{ Synonym: 'A' }],
    });
    const other = await on.receive({ ...TYNE, Location: 'York', 'Related Contact': [{ 'Person UId': 'MAYA' }] });
    await remove({ primaryRowId });
    expect(await on.get(primaryRowId)).to.equal(undefined);
    const [contact] = (await on.get(other.primaryRowId))?.children[0] ?? [];
    expect(fieldValue(contact, 'Person UId')).to.equal('MAYA');
  });

  it('deletes every record that fits, and answers with their keys', async () => {
    await on.receive(TYNE, { ...TYNE, Location: 'York' }, { ...TYNE, Name: 'Wear' });
    const { primaryRowId, status } = await remove({ searchSpec: '[Name] = "Tyne"' });
    expect(status.roots.map((root) => sketchOf(root).Location)).to.have.members(['HQ', 'York']);
    expect(status.roots.map(({ operation }) => operation)).to.deep.equal(['delete', 'delete']);
    expect(fieldValue(status.roots[0], 'Account Id')).to.equal(primaryRowId);
    expect((await on.find({ Type: 'Business' })).map((root) => sketchOf(root).Name)).to.deep.equal(['Wear']);
  });

  it('passes over that nothing fits, unless that is an error', async () => {
    const { primaryRowId, status } = await remove({ primaryRowId: '1-NONE' });
    expect([primaryRowId, status.roots]).to.deep.equal(['', []]);
    const error = await refusal(remove({ primaryRowId: '1-NONE' }, { errorOnNonExistingDelete: true }));
    expect(error.key).to.equal('NO_MATCH');
  });

  it('refuses criteria that ask for nothing', async () => {
    expect((await refusal(remove({}))).key).to.equal('NO_CRITERIA');
  });
});
