import { expect } from 'chai';
import { SiebelAdapter } from '../../../src/adapter/siebel-adapter.ts';
import { CutError } from '../../../src/errors/cut-error.ts';
import type { Instance } from '../../../src/model/instance.ts';
import { createDatabase, STAMP, type TestDatabase } from '../../support/database.ts';
import { fieldValue, instanceList, type Sketch } from '../../support/instances.ts';
import { integrationObject, model } from '../../support/model.ts';
import { loadSampleData } from '../../support/sample-data.ts';

const ACCOUNT = 'CUT Sample Account IO';
const ORDER = 'CUT Sample Sales Order IO';

describe('rules, as messages see them', () => {
  const adapter = new SiebelAdapter(model, { queryLimit: 10 });
  const sampleData = loadSampleData();
  let database: TestDatabase;

  const write = (object: string, ...roots: readonly Sketch[]) =>
    database.store.write((transaction) =>
      adapter.write(transaction, instanceList(integrationObject(object), ...roots), { method: 'Upsert', stamp: STAMP }),
    );
  const read = async (object: string, primaryRowId: string): Promise<Instance | undefined> => {
    const { roots } = await database.store.read((reader) =>
      adapter.query(reader, integrationObject(object), { primaryRowId }),
    );
    return roots[0];
  };

  beforeEach(async () => {
    database = await createDatabase();
    for (const list of sampleData.documents) {
      await database.store.write((transaction) =>
        adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP, acceptRowIds: true }),
      );
    }
  });
  afterEach(() => database.remove());

  it('the master account follows a parent that moves, down to its billing account', async () => {
    await write(ACCOUNT, {
      'Account Id': '1-2A7QK',
      'Parent Account': 'Northern Wireless',
      'Master Account Id': '1-2A7QP',
    });
    for (const accountId of ['1-2A7QK', '1-2A7QM', '1-2A7QP', '1-2A7S1']) {
      expect(fieldValue(await read(ACCOUNT, accountId), 'Master Account Id'), accountId).to.equal('1-2A7S1');
    }
  });

  it('a circle names component, instance and field', async () => {
    const error = await write(ACCOUNT, { 'Account Id': '1-2A7QK', 'Parent Account Id': '1-2A7QM' }).catch(
      (thrown) => thrown,
    );
    expect(error).to.be.instanceOf(CutError).and.to.include({ key: 'HIERARCHY' });
    expect(error.location).to.include({ component: 'Account', field: 'Parent Account Id', value: '1-2A7QM' });
    expect(error.location.instance).to.match(/1-2A7QK/);
  });

  it('the totals of an order are those of its lines, whatever is sent for them', async () => {
    const lines = [
      { 'Line Number': '1', 'Line Total': '10.1', Quantity: '2', 'Net Price': '5.05' },
      { 'Line Number': '2', 'Line Total': '0.2' },
    ];
    const key = { 'Order Number': 'T-1' };
    const order = { ...key, 'Order Date': '2004-02-20 10:05:00', 'Order Total': '999', 'Tax Amount': '4' };
    const { primaryRowId } = await write(ORDER, { ...order, 'Line Items': lines });
    const totals = async (): Promise<unknown[]> => {
      const stored = await read(ORDER, primaryRowId);
      return TOTALS.map((field) => fieldValue(stored, field));
    };
    expect(await totals()).to.deep.equal(['10.3', '10.1', '4', '0']);
    await write(ORDER, { ...order, 'Line Items': lines });
    expect(await totals(), 'the same again changes nothing').to.deep.equal(['10.3', '10.1', '4', '0']);
    await write(ORDER, { ...key, 'Line Items': [{ 'Line Number': '2', 'Line Total': '0.3' }] });
    expect(await totals()).to.deep.equal(['10.4', '10.1', '4', '1']);
  });
});

const TOTALS = ['Order Total', 'Current Order Total Net Price', 'Tax Amount', 'Mod Id'];
