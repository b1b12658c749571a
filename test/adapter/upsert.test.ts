import { expect } from 'chai';
import { fieldValue, instanceList, type Sketch, sketchOf } from '../support/instances.ts';
import { integrationObject } from '../support/model.ts';
import { type AdapterDatabase, account, adapterDatabase, MAYA, refusal, TYNE } from './adapter-database.ts';

const order = integrationObject('CUT Sample Sales Order IO');
const profile = integrationObject('CUT Sample Service Profile IO');

describe('Insert or Update', () => {
  let on: AdapterDatabase;

  beforeEach(async () => {
    on = await adapterDatabase();
  });
  afterEach(() => on.database.remove());

  it('inserts what no user key finds, with defaults, and gives it a row id', async () => {
    const { primaryRowId } = await on.receive(TYNE);
    const stored = await on.get(primaryRowId);
    expect(primaryRowId).to.match(/^1-[0-9A-Z]+$/);
    expect(sketchOf(stored ?? expect.fail())).to.include({
      ...TYNE,
      'Account Status': 'Active',
      'Primary Organization Id': '0-R9NH',
    });
  });

  it('updates what a user key finds, and leaves absent fields alone and empties empty ones', async () => {
    const first = await on.receive({ ...TYNE, Alias: 'T', Description: 'old' });
    const second = await on.receive({ Name: 'Tyne', Location: 'HQ', Alias: null, 'Home Page': 'http://tyne.example' });
    expect(second.primaryRowId).to.equal(first.primaryRowId);
    const stored = await on.get(first.primaryRowId);
    expect(fieldValue(stored, 'Alias')).to.equal(null);
    expect(fieldValue(stored, 'Description')).to.equal('old');
    expect(fieldValue(stored, 'Home Page')).to.equal('http://tyne.example');
    expect(fieldValue(stored, 'Mod Id')).to.equal('1');
  });

  it('writes nothing when the message says what is stored already', async () => {
    const message = { ...TYNE, 'Related Contact': [MAYA], 'Account Synonym': [{ Synonym: 'Tyneside' }] };
    const { primaryRowId } = await on.receive(message);
    await on.receive(message);
    expect(fieldValue(await on.get(primaryRowId), 'Mod Id')).to.equal('0');
  });

  it('tries the user keys in their order: the first one that is complete decides', async () => {
    const { primaryRowId } = await on.receive({ ...TYNE, 'Integration Id': 'T-1' });
    const renamed = await on.receive({ 'Integration Id': 'T-1', Name: 'Tyne plc' });
    expect(renamed.primaryRowId).to.equal(primaryRowId);
    expect(fieldValue(await on.get(primaryRowId), 'Name')).to.equal('Tyne plc');
  });

  it('matches children within their parent and never deletes them', async () => {
    const { primaryRowId } = await on.receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'A' }, { Synonym: 'B' }] });
    await on.receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'B' }, { Synonym: 'C' }] });
    const other = await on.receive({ ...TYNE, Location: 'York', 'Account Synonym': [{ Synonym: 'A' }] });
    const synonyms = async (id: string) =>
      (sketchOf((await on.get(id)) ?? expect.fail())['Account Synonym'] as Sketch[]).map((each) => each.Synonym);
    expect(await synonyms(primaryRowId)).to.have.members(['A', 'B', 'C']);
    expect(await synonyms(other.primaryRowId)).to.deep.equal(['A']);
  });

  it('links an associated record that exists instead of inserting it again', async () => {
    const first = await on.receive({ ...TYNE, 'Related Contact': [{ ...MAYA, Role: 'Decision Maker' }] });
    const second = await on.receive({ ...TYNE, Location: 'York', 'Related Contact': [MAYA] });
    const contact = async (id: string) =>
      (sketchOf((await on.get(id)) ?? expect.fail())['Related Contact'] as Sketch[])[0];
    expect((await contact(first.primaryRowId))?.['Contact Id']).to.equal(
      (await contact(second.primaryRowId))?.['Contact Id'],
    );
    expect((await contact(second.primaryRowId))?.Role, 'the role belongs to the link').to.equal(undefined);
  });

  it('inserts a record once that one message associates with several parents', async () => {
    const list = instanceList(
      account,
      { ...TYNE, 'Related Contact': [MAYA] },
      { ...TYNE, Location: 'York', 'Related Contact': [{ 'Person UId': 'MAYA' }] },
    );
    const { status } = await on.write(list);
    const ids = status.roots.map((root) => fieldValue(root.children[0]?.[0], 'Contact Id'));
    expect(ids[0]).to.be.a('string').and.equal(ids[1]);
  });

  it('knows a new associated record by any of its keys, and writes what each mention says', async () => {
    const ann = { 'Person UId': 'ANN', 'Integration Id': 'C-1', 'First Name': 'Ann', 'Last Name': 'Bell' };
    const { status } = await on.receive(
      { ...TYNE, 'Related Contact': [ann] },
      { ...TYNE, Location: 'York', 'Related Contact': [{ 'Person UId': 'ANN', 'Job Title': 'Buyer' }] },
      { ...TYNE, Location: 'Hull', 'Related Contact': [{ 'Integration Id': 'C-1', 'Job Title': 'Owner' }] },
    );
    const ids = status.roots.map((root) => fieldValue(root.children[0]?.[0], 'Contact Id'));
    expect(new Set(ids).size).to.equal(1);
    await on.receive(
      { ...TYNE, 'Related Contact': [{ 'Person UId': 'ANN', 'Job Title': 'Buyer' }] },
      { ...TYNE, Location: 'York', 'Related Contact': [{ 'Person UId': 'ANN', 'Job Title': 'Owner' }] },
    );
    const [account] = await on.find({ Location: 'York' });
    expect(fieldValue(account?.children[0]?.[0], 'Job Title')).to.equal('Owner');
  });

  it('keeps the primary of a multi-value group: the marked one, else the first', async () => {
    const contacts = [MAYA, { 'Person UId': 'ANN', 'First Name': 'Ann', 'Last Name': 'Bell' }];
    const { primaryRowId } = await on.receive({ ...TYNE, 'Related Contact': contacts });
    const primary = async () =>
      (sketchOf((await on.get(primaryRowId)) ?? expect.fail())['Related Contact'] as Sketch[])
        .filter((each) => each.primary)
        .map((each) => each['Person UId']);
    expect(await primary()).to.deep.equal(['MAYA']);
    await on.receive({ ...TYNE, 'Related Contact': [{ 'Person UId': 'ANN', primary: true }] });
    expect(await primary()).to.deep.equal(['ANN']);
  });

  it('finds rows by name through foreign keys, also rows of the same message', async () => {
    await on.receive(TYNE);
    const list = instanceList(order, {
      'Order Number': '77',
      Status: 'Open',
      'Order Date': '2026-01-02 10:00:00',
      Account: 'Tyne',
      'Line Items': [
        { 'Line Number': '1', 'Integration Id': 'L1', Product: 'Business Mobile Bundle' },
        { 'Line Number': '2', 'Integration Id': 'L2', Product: 'Voice Mail', 'Parent Integration Id': 'L1' },
      ],
    });
    const { primaryRowId, status } = await on.write(list);
    const lines = sketchOf((await on.get(primaryRowId, order)) ?? expect.fail())['Line Items'] as Sketch[];
    const lineId = fieldValue(status.roots[0]?.children.find((group) => group !== undefined)?.[0], 'Id');
    expect(lines[1]?.['Parent Order Item Id']).to.equal(lineId);
  });

  it('looks the name of a line up among the lines of its own order', async () => {
    const lines = (number: string) => ({
      'Order Number': number,
      Status: 'Open',
      'Order Date': '2026-01-02 10:00:00',
      'Line Items': [
        { 'Line Number': '1', 'Integration Id': 'L1' },
        { 'Line Number': '2', 'Integration Id': 'L2', 'Parent Integration Id': 'L1' },
      ],
      'Related Shipment': [
        { 'Shipment Number': number, 'Shipment Item': [{ 'Line Number': '1', 'Order Item Integration Id': 'L2' }] },
      ],
    });
    await on.write(instanceList(order, lines('A'), lines('B')));
    const { primaryRowId } = await on.write(instanceList(order, lines('C')));
    await on.write(instanceList(order, lines('C')));
    const stored = sketchOf((await on.get(primaryRowId, order)) ?? expect.fail());
    const [first, second] = stored['Line Items'] as Sketch[];
    const [shipment = {}] = stored['Related Shipment'] as Sketch[];
    const [shipped] = shipment['Shipment Item'] as Sketch[];
    expect(second?.['Parent Order Item Id']).to.equal(first?.Id);
    expect(shipped?.['Order Item Id']).to.equal(second?.Id);
    const stranger = { 'Line Number': '1', 'Integration Id': 'X', 'Parent Integration Id': 'L1' };
    const error = await refusal(on.write(instanceList(order, { ...lines('D'), 'Line Items': [stranger] })));
    expect(error.all.map(({ key }) => key)).to.deep.equal(['NO_LOOKUP_MATCH', 'NO_LOOKUP_MATCH']);
    expect(error.location).to.include({ component: 'Line Items', field: 'Parent Integration Id', value: 'L1' });
  });

  it('takes a name that is sent before an id that is only a default', async () => {
    const { primaryRowId } = await on.receive({ ...TYNE, 'Primary Organization': 'Northern Region' });
    expect(fieldValue(await on.get(primaryRowId), 'Primary Organization Id')).to.equal('1-1BUN1');
  });

  it('nests a component in itself as deep as the message does', async () => {
    const { primaryRowId: accountId } = await on.receive(TYNE);
    const asset = (number: string, ...children: Sketch[]): Sketch => ({
      'Asset Number': number,
      'Product Name': 'Voice Plan',
      'Owner Account Id': accountId,
      'Asset Mgmt - Asset': children,
    });
    const { primaryRowId } = await on.write(
      instanceList(profile, asset('1', asset('1.1', asset('1.1.1')), asset('1.2'))),
    );
    const numbers = (sketch: Sketch): unknown => [
      sketch['Asset Number'],
      ...((sketch['Asset Mgmt - Asset'] ?? []) as Sketch[]).map(numbers),
    ];
    expect(numbers(sketchOf((await on.get(primaryRowId, profile)) ?? expect.fail()))).to.deep.equal([
      '1',
      ['1.1', ['1.1.1']],
      ['1.2'],
    ]);
  });

  it('answers with the status keys of everything that was written', async () => {
    const { primaryRowId, status } = await on.receive({ ...TYNE, Alias: 'T', 'Account Synonym': [{ Synonym: 'A' }] });
    const answer = sketchOf(status.roots[0] ?? expect.fail());
    expect(answer).to.include({ 'Account Id': primaryRowId, Name: 'Tyne' }).and.not.have.property('Alias');
    expect((answer['Account Synonym'] as Sketch[])[0]).to.have.keys(['Id', 'Synonym', 'primary'].slice(0, 2));
  });

  it('accepts given row ids for new rows only when it is told to', async () => {
    const message = instanceList(account, { ...TYNE, 'Account Id': '1-ABC' });
    expect((await refusal(on.write(message))).code).to.equal('SBL-EAI-04378');
    expect((await on.write(message, { acceptRowIds: true })).primaryRowId).to.equal('1-ABC');
  });
});
