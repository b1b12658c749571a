import { expect } from 'chai';
import type { RowChange } from '../../src/store/store.ts';
import { STAMP } from '../support/database.ts';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject } from '../support/model.ts';
import { type AdapterDatabase, account, adapterDatabase, MAYA, refusal, TYNE } from './adapter-database.ts';

const order = integrationObject('CUT Sample Sales Order IO');
const ticket = integrationObject('CUT Sample Trouble Ticket IO');

describe('A write that is refused changes nothing', () => {
  let on: AdapterDatabase;

  beforeEach(async () => {
    on = await adapterDatabase();
  });
  afterEach(() => on.database.remove());

  const REFUSED: readonly (readonly [what: string, code: string, location: object, ...roots: Sketch[]])[] = [
    ['an instance without a complete user key', 'SBL-EAI-04397', { component: 'Account' }, { Name: 'Tyne' }],
    ['an empty user key field', 'SBL-EAI-04397', { component: 'Account' }, { ...TYNE, Location: null }],
    ['a required field that is missing', 'SBL-EAI-04389', { field: 'Type' }, { ...TYNE, Type: undefined }],
    [
      'a value that its list does not have',
      'SBL-EAI-04401',
      { field: 'Account Status', value: 'Dead' },
      { ...TYNE, 'Account Status': 'Dead' },
    ],
    [
      'a row id that is not there',
      'SBL-EAI-04378',
      { field: 'Account Id', value: '1-NONE' },
      { 'Account Id': '1-NONE', Name: 'X' },
    ],
    [
      'a foreign key that points nowhere',
      'SBL-DAT-00225',
      { field: 'Parent Account Id' },
      { ...TYNE, 'Parent Account Id': '1-NONE' },
    ],
    ['a name that is not there', 'SBL-DAT-00225', { field: 'Parent Account' }, { ...TYNE, 'Parent Account': 'Nobody' }],
    ['two instances with one key', 'SBL-EAI-04391', { component: 'Account' }, TYNE, TYNE],
    [
      'two children with one key',
      'SBL-EAI-04391',
      { component: 'Related Contact' },
      { ...TYNE, 'Related Contact': [MAYA, MAYA] },
    ],
    ['an operation other than upsert', 'SBL-EAI-04399', { value: 'upsrt' }, { ...TYNE, operation: 'upsrt' }],
    [
      'two primaries',
      'SBL-EAI-04388',
      {},
      {
        ...TYNE,
        'Account Synonym': [
          { Synonym: 'A', primary: true },
          { Synonym: 'B', primary: true },
        ],
      },
    ],
  ];
  for (const [what, code, location, ...roots] of REFUSED) {
    it(what, async () => {
      const error = await refusal(on.receive(...roots));
      expect(error.code).to.equal(code);
      expect(error.location).to.include(location);
      expect(await on.find({ Type: 'Business' })).to.deep.equal([]);
    });
  }

  it('a name that several rows have', async () => {
    await on.receive(TYNE, { ...TYNE, Location: 'York' });
    expect((await refusal(on.receive({ ...TYNE, Location: 'Leeds', 'Parent Account': 'Tyne' }))).code).to.equal(
      'SBL-DAT-00226',
    );
  });

  it('an id and a name that do not agree', async () => {
    const { primaryRowId } = await on.receive(TYNE, { ...TYNE, Name: 'Wear' });
    const error = await refusal(
      on.receive({ ...TYNE, Location: 'York', 'Parent Account Id': primaryRowId, 'Parent Account': 'Wear' }),
    );
    expect(error.code).to.equal('SBL-DAT-00225');
  });

  it('a user key that several rows have', async () => {
    const { status } = await on.receive(
      { ...TYNE, 'Integration Id': 'SAME' },
      { ...TYNE, Location: 'York', 'Integration Id': 'OTHER' },
    );
    const { table } = account.root;
    const change: RowChange = {
      kind: 'update',
      table,
      rowId: fieldValue(status.roots[1], 'Account Id') ?? '',
      columns: [table.columns.get('INTEGRATION_ID') ?? expect.fail()],
      values: ['SAME'],
    };
    await on.database.store.write((transaction) => transaction.apply([change], STAMP));
    expect((await refusal(on.receive({ 'Integration Id': 'SAME', Alias: 'x' }))).code).to.equal('SBL-EAI-04390');
  });

  it('a new user key that another record has, also where no unique index stands behind it', async () => {
    const { primaryRowId } = await on.receive(TYNE, { ...TYNE, Location: 'York', 'Integration Id': 'TAKEN' });
    const error = await refusal(on.receive({ 'Account Id': primaryRowId, 'Integration Id': 'TAKEN' }));
    expect(error.code).to.equal('SBL-EAI-04381');
    expect(error.location).to.include({ field: 'Integration Id' });
    await on.receive({ 'Account Id': primaryRowId, 'Integration Id': 'FREE', Alias: 'A' });
  });

  it('a key of a child that several rows of its parent have', async () => {
    const element = { 'Network Element': 'SW7' };
    const message = { 'SR Number': '1', Status: 'Open' };
    await on.write(instanceList(ticket, { ...message, 'Service Elements': [{ ...element, 'Integration Id': 'E1' }] }));
    await on.write(instanceList(ticket, { ...message, 'Service Elements': [{ ...element, 'Integration Id': 'E2' }] }));
    const error = await refusal(on.write(instanceList(ticket, { ...message, 'Service Elements': [element] })));
    expect(error.code).to.equal('SBL-EAI-04390');
  });

  it('a Mod Id of a record that is not there', async () => {
    expect((await refusal(on.receive({ ...TYNE, 'Mod Id': '5' }))).code).to.equal('SBL-DAT-00523');
  });

  it('a row id that is not there, without asking for what a new record would need', async () => {
    expect((await refusal(on.receive({ 'Account Id': '1-NONE' }))).all).to.have.length(1);
  });

  it('a record whose unique key another record has', async () => {
    await on.receive(TYNE);
    const error = await refusal(on.receive({ ...TYNE, 'Integration Id': 'NEW' }));
    expect(error.code).to.equal('SBL-EAI-04381');
    expect(error.message).to.include('the same Name, Location, Primary Organization Id');
    expect(error.location).to.include({ component: 'Account', field: 'Name' });
  });

  const ORDER = { 'Order Number': '77', Status: 'Open', 'Order Date': '2026-01-02 10:00:00' };
  const lines = (...sketches: Sketch[]) => on.write(instanceList(order, { ...ORDER, 'Line Items': sketches }));

  it('children of which one goes by the number that another one has', async () => {
    const error = await refusal(lines({ 'Integration Id': 'L1', 'Line Number': '1' }, { 'Line Number': '1' }));
    expect(error.message).to.include('Instances 1 and 2 of Line Items');
    expect(error.location).to.include({ component: 'Line Items', instance: '2 (Line Number "1") of Orders 1' });
  });

  it('children of which one points at something by its name, another one by its id', async () => {
    const asset = integrationObject('CUT Sample Asset IO');
    const { primaryRowId } = await on.write(instanceList(asset, { 'Asset Number': '555', 'Product Id': '1-1PRD1' }));
    const elements = [{ 'Service Element Number': '555' }, { 'Service Element Id': primaryRowId }];
    const message = instanceList(ticket, { 'SR Number': '1', Status: 'Open', 'Service Elements': elements });
    expect((await refusal(on.write(message))).code).to.equal('SBL-EAI-04391');
  });

  it('a child whose unique value another one has; it is named', async () => {
    const sent = [
      { 'Integration Id': 'L1', 'Line Number': '1' },
      { 'Integration Id': 'L2', 'Line Number': '1' },
    ];
    const error = await refusal(lines(...sent));
    expect(error.code).to.equal('SBL-EAI-04381');
    expect(error.message).to.include('Another Line Items with the same');
    expect(error.location).to.deep.include({
      component: 'Line Items',
      instance: '2 (Integration Id "L2") of Orders 1',
      field: 'Line Number',
      value: '1',
    });
  });

  it('a Mod Id that is not the stored one; both are named', async () => {
    const { primaryRowId } = await on.receive(TYNE);
    await on.receive({ 'Account Id': primaryRowId, Alias: 'A' });
    const error = await refusal(on.receive({ 'Account Id': primaryRowId, Alias: 'B', 'Mod Id': '0' }));
    expect(error.code).to.equal('SBL-DAT-00523');
    expect(error.location).to.include({ value: '0' }).and.have.deep.property('allowed', ['1']);
    expect(error.message).to.match(/changed by another user: Mod Id 0 was sent, 1 is stored$/);
    expect(fieldValue(await on.get(primaryRowId), 'Alias')).to.equal('A');
  });

  it('a value of a hierarchical list under another parent', async () => {
    const error = await refusal(
      on.write(instanceList(ticket, { 'SR Number': '1', Status: 'Open', Area: 'Billing', 'Sub-Area': 'Voice' })),
    );
    expect(error.code).to.equal('SBL-EAI-04401');
    expect(error.message).to.include("under Area 'Billing'");
  });

  it('a row whose required foreign key no field fills', async () => {
    await on.receive(TYNE);
    const message = { 'Order Number': '77', Status: 'Open', 'Order Date': '2026-01-02 10:00:00', Account: 'Tyne' };
    const error = await refusal(
      on.write(instanceList(order, { ...message, 'Related Organization': [{ 'Integration Id': 'RO-1' }] })),
    );
    expect(error.code).to.equal('SBL-EAI-04389');
    expect(error.location).to.include({ component: 'Related Organization' });
  });

  it('everything that is wrong at once', async () => {
    const error = await refusal(on.receive({ ...TYNE, Type: 'X', 'Account Status': 'Y' }, { Name: 'keyless' }));
    expect(error.all.map(({ code }) => code)).to.have.members(['SBL-EAI-04401', 'SBL-EAI-04401', 'SBL-EAI-04397']);
  });
});
