import { expect } from 'chai';
import type { Stamp } from '../../src/store/store.ts';
import { instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';
import { type AdapterDatabase, adapterDatabase, refusal } from './adapter-database.ts';

const ticket = integrationObject('CUT Sample Trouble Ticket IO');
const STAMP: Stamp = { by: '0-1', source: 'test' };

/** Updates of a ticket that has an area and a sub-area stored which the lists have no more. */
const OBSOLETE: readonly (readonly [sent: Sketch, taken: boolean])[] = [
  [{ Area: 'Gone' }, true],
  [{ 'Sub-Area': 'Old' }, true],
  [{ Area: 'Gone', 'Sub-Area': 'Old' }, true],
  [{ Area: 'Billing', 'Sub-Area': 'Old' }, false],
  [{ Area: null, 'Sub-Area': 'Old' }, false],
  [{ Area: 'Other one' }, false],
  [{ Area: 'Billing', 'Sub-Area': 'Wrong Charge' }, true],
  [{ Area: 'Coverage', 'Sub-Area': 'Wrong Charge' }, false],
  [{ 'Sub-Area': null }, true],
];

describe('values of hierarchical lists', () => {
  let adapter: AdapterDatabase;
  let rowId: string;
  const send = (sketch: Sketch) => adapter.write(instanceList(ticket, sketch));

  beforeEach(async () => {
    adapter = await adapterDatabase();
    ({ primaryRowId: rowId } = await send({ 'SR Number': '1', Area: 'Slow Data', 'Sub-Area': 'Upload' }));
  });
  afterEach(() => adapter.database.remove());

  it('depend on the stored value of the parent list when none is sent', async () => {
    await send({ Id: rowId, 'Sub-Area': 'Latency' });
    const error = await refusal(send({ Id: rowId, 'Sub-Area': 'Voice' }));
    expect(error.location.allowed).to.deep.equal(['Download', 'Upload', 'Latency']);
  });

  it('need a value of the parent list', async () => {
    expect((await refusal(send({ 'SR Number': '2', 'Sub-Area': 'Voice' }))).key).to.equal('INVALID_VALUE');
    expect((await refusal(send({ Id: rowId, Area: null, 'Sub-Area': 'Latency' }))).key).to.equal('INVALID_VALUE');
  });

  describe('that the lists have no more stay where nothing else changes:', () => {
    for (const [sent, taken] of OBSOLETE) {
      it(`${JSON.stringify(sent)} is ${taken ? 'taken' : 'refused'}`, async () => {
        const table = model.tables.get('S_SRV_REQ') ?? expect.fail();
        const columns = ['SR_AREA', 'SR_SUB_AREA'].map((name) => table.columns.get(name) ?? expect.fail());
        await adapter.database.store.write((transaction) =>
          transaction.apply([{ kind: 'update', table, rowId, columns, values: ['Gone', 'Old'] }], STAMP),
        );
        const written = send({ Id: rowId, ...sent });
        if (taken) await written;
        else expect((await refusal(written)).key).to.equal('INVALID_VALUE');
      });
    }
  });
});
