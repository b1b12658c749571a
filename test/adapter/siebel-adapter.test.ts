import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import type { InstanceList } from '../../src/model/instance.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList, type Sketch, sketchOf } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

const account = integrationObject('CUT Sample Account IO');
const order = integrationObject('CUT Sample Sales Order IO');
const profile = integrationObject('CUT Sample Service Profile IO');
const ticket = integrationObject('CUT Sample Trouble Ticket IO');

const TYNE = {
  Name: 'Tyne',
  Location: 'HQ',
  'Account Type Code': 'Customer',
  Type: 'Business',
  'Currency Code': 'GBP',
};
const MAYA = { 'Person UId': 'MAYA', 'First Name': 'Maya', 'Last Name': 'Okonkwo' };

describe('SiebelAdapter', () => {
  const adapter = new SiebelAdapter(model, { queryLimit: 50 });
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.remove());

  const upsert = (list: InstanceList, acceptRowIds = false) =>
    database.store.write((transaction) => adapter.upsert(transaction, list, { stamp: STAMP, acceptRowIds }));
  const receive = (...roots: Sketch[]) => upsert(instanceList(account, ...roots));
  const get = async (rowId: string, object = account) => {
    const { roots } = await database.store.read((reader) => adapter.query(reader, object, { primaryRowId: rowId }));
    return roots[0];
  };
  const find = async (...examples: Sketch[]) => {
    const list = await database.store.read((reader) =>
      adapter.query(reader, account, { examples: instanceList(account, ...examples).roots }),
    );
    return list.roots;
  };
  const refusal = async (work: Promise<unknown>): Promise<CutError> => {
    const error: unknown = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof CutError)) throw new Error('it was not refused', { cause: error });
    return error;
  };

  describe('Insert or Update', () => {
    it('inserts what no user key finds, with defaults, and gives it a row id', async () => {
      const { primaryRowId } = await receive(TYNE);
      const stored = await get(primaryRowId);
      expect(primaryRowId).to.match(/^1-[0-9A-Z]+$/);
      expect(sketchOf(stored ?? expect.fail())).to.include({
        ...TYNE,
        'Account Status': 'Active',
        'Primary Organization Id': '0-R9NH',
      });
    });

    it('updates what a user key finds, and leaves absent fields alone and empties empty ones', async () => {
      const first = await receive({ ...TYNE, Alias: 'T', Description: 'old' });
      const second = await receive({ Name: 'Tyne', Location: 'HQ', Alias: null, 'Home Page': 'http://tyne.example' });
      expect(second.primaryRowId).to.equal(first.primaryRowId);
      const stored = await get(first.primaryRowId);
      expect(fieldValue(stored, 'Alias')).to.equal(null);
      expect(fieldValue(stored, 'Description')).to.equal('old');
      expect(fieldValue(stored, 'Home Page')).to.equal('http://tyne.example');
      expect(fieldValue(stored, 'Mod Id')).to.equal('1');
    });

    it('writes nothing when the message says what is stored already', async () => {
      const message = { ...TYNE, 'Related Contact': [MAYA], 'Account Synonym': [{ Synonym: 'Tyneside' }] };
      const { primaryRowId } = await receive(message);
      await receive(message);
      expect(fieldValue(await get(primaryRowId), 'Mod Id')).to.equal('0');
    });

    it('tries the user keys in their order: the first one that is complete decides', async () => {
      const { primaryRowId } = await receive({ ...TYNE, 'Integration Id': 'T-1' });
      const renamed = await receive({ 'Integration Id': 'T-1', Name: 'Tyne plc' });
      expect(renamed.primaryRowId).to.equal(primaryRowId);
      expect(fieldValue(await get(primaryRowId), 'Name')).to.equal('Tyne plc');
    });

    it('matches children within their parent and never deletes them', async () => {
      const { primaryRowId } = await receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'A' }, { Synonym: 'B' }] });
      await receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'B' }, { Synonym: 'C' }] });
      const other = await receive({ ...TYNE, Location: 'York', 'Account Synonym': [{ Synonym: 'A' }] });
      const synonyms = async (id: string) =>
        (sketchOf((await get(id)) ?? expect.fail())['Account Synonym'] as Sketch[]).map((each) => each.Synonym);
      expect(await synonyms(primaryRowId)).to.have.members(['A', 'B', 'C']);
      expect(await synonyms(other.primaryRowId)).to.deep.equal(['A']);
    });

    it('links an associated record that exists instead of inserting it again', async () => {
      const first = await receive({ ...TYNE, 'Related Contact': [{ ...MAYA, Role: 'Decision Maker' }] });
      const second = await receive({ ...TYNE, Location: 'York', 'Related Contact': [MAYA] });
      const contact = async (id: string) =>
        (sketchOf((await get(id)) ?? expect.fail())['Related Contact'] as Sketch[])[0];
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
      const { status } = await upsert(list);
      const ids = status.roots.map((root) => fieldValue(root.children[0]?.[0], 'Contact Id'));
      expect(ids[0]).to.be.a('string').and.equal(ids[1]);
    });

    it('knows a new associated record by any of its keys, and writes what each mention says', async () => {
      const ann = { 'Person UId': 'ANN', 'Integration Id': 'C-1', 'First Name': 'Ann', 'Last Name': 'Bell' };
      const { status } = await receive(
        { ...TYNE, 'Related Contact': [ann] },
        { ...TYNE, Location: 'York', 'Related Contact': [{ 'Person UId': 'ANN', 'Job Title': 'Buyer' }] },
        { ...TYNE, Location: 'Hull', 'Related Contact': [{ 'Integration Id': 'C-1', 'Job Title': 'Owner' }] },
      );
      const ids = status.roots.map((root) => fieldValue(root.children[0]?.[0], 'Contact Id'));
      expect(new Set(ids).size).to.equal(1);
      await receive(
        { ...TYNE, 'Related Contact': [{ 'Person UId': 'ANN', 'Job Title': 'Buyer' }] },
        { ...TYNE, Location: 'York', 'Related Contact': [{ 'Person UId': 'ANN', 'Job Title': 'Owner' }] },
      );
      const [account] = await find({ Location: 'York' });
      expect(fieldValue(account?.children[0]?.[0], 'Job Title')).to.equal('Owner');
    });

    it('keeps the primary of a multi-value group: the marked one, else the first', async () => {
      const contacts = [MAYA, { 'Person UId': 'ANN', 'First Name': 'Ann', 'Last Name': 'Bell' }];
      const { primaryRowId } = await receive({ ...TYNE, 'Related Contact': contacts });
      const primary = async () =>
        (sketchOf((await get(primaryRowId)) ?? expect.fail())['Related Contact'] as Sketch[])
          .filter((each) => each.primary)
          .map((each) => each['Person UId']);
      expect(await primary()).to.deep.equal(['MAYA']);
      await receive({ ...TYNE, 'Related Contact': [{ 'Person UId': 'ANN', primary: true }] });
      expect(await primary()).to.deep.equal(['ANN']);
    });

    it('finds rows by name through foreign keys, also rows of the same message', async () => {
      await receive(TYNE);
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
      const { primaryRowId, status } = await upsert(list);
      const lines = sketchOf((await get(primaryRowId, order)) ?? expect.fail())['Line Items'] as Sketch[];
      const lineId = fieldValue(status.roots[0]?.children.find((group) => group !== undefined)?.[0], 'Id');
      expect(lines[1]?.['Parent Order Item Id']).to.equal(lineId);
    });

    it('takes a name that is sent before an id that is only a default', async () => {
      const { primaryRowId } = await receive({ ...TYNE, 'Primary Organization': 'Northern Region' });
      expect(fieldValue(await get(primaryRowId), 'Primary Organization Id')).to.equal('1-1BUN1');
    });

    it('nests a component in itself as deep as the message does', async () => {
      const { primaryRowId: accountId } = await receive(TYNE);
      const asset = (number: string, ...children: Sketch[]): Sketch => ({
        'Asset Number': number,
        'Product Name': 'Voice Plan',
        'Owner Account Id': accountId,
        'Asset Mgmt - Asset': children,
      });
      const { primaryRowId } = await upsert(
        instanceList(profile, asset('1', asset('1.1', asset('1.1.1')), asset('1.2'))),
      );
      const numbers = (sketch: Sketch): unknown => [
        sketch['Asset Number'],
        ...((sketch['Asset Mgmt - Asset'] ?? []) as Sketch[]).map(numbers),
      ];
      expect(numbers(sketchOf((await get(primaryRowId, profile)) ?? expect.fail()))).to.deep.equal([
        '1',
        ['1.1', ['1.1.1']],
        ['1.2'],
      ]);
    });

    it('answers with the status keys of everything that was written', async () => {
      const { primaryRowId, status } = await receive({ ...TYNE, Alias: 'T', 'Account Synonym': [{ Synonym: 'A' }] });
      const answer = sketchOf(status.roots[0] ?? expect.fail());
      expect(answer).to.include({ 'Account Id': primaryRowId, Name: 'Tyne' }).and.not.have.property('Alias');
      expect((answer['Account Synonym'] as Sketch[])[0]).to.have.keys(['Id', 'Synonym', 'primary'].slice(0, 2));
    });

    it('accepts given row ids for new rows only when it is told to', async () => {
      const message = instanceList(account, { ...TYNE, 'Account Id': '1-ABC' });
      expect((await refusal(upsert(message))).code).to.equal('SBL-EAI-04378');
      expect((await upsert(message, true)).primaryRowId).to.equal('1-ABC');
    });
  });

  describe('refuses, and changes nothing', () => {
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
      [
        'a name that is not there',
        'SBL-DAT-00225',
        { field: 'Parent Account' },
        { ...TYNE, 'Parent Account': 'Nobody' },
      ],
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
        const error = await refusal(receive(...roots));
        expect(error.code).to.equal(code);
        expect(error.location).to.include(location);
        expect(await find({ Type: 'Business' })).to.deep.equal([]);
      });
    }

    it('a name that several rows have', async () => {
      await receive(TYNE, { ...TYNE, Location: 'York' });
      expect((await refusal(receive({ ...TYNE, Location: 'Leeds', 'Parent Account': 'Tyne' }))).code).to.equal(
        'SBL-DAT-00226',
      );
    });

    it('an id and a name that do not agree', async () => {
      const { primaryRowId } = await receive(TYNE, { ...TYNE, Name: 'Wear' });
      const error = await refusal(
        receive({ ...TYNE, Location: 'York', 'Parent Account Id': primaryRowId, 'Parent Account': 'Wear' }),
      );
      expect(error.code).to.equal('SBL-DAT-00225');
    });

    it('a user key that several rows have', async () => {
      await receive({ ...TYNE, 'Integration Id': 'SAME' }, { ...TYNE, Location: 'York', 'Integration Id': 'OTHER' });
      await database.store.write((transaction) => renumber(transaction, 'OTHER', 'SAME'));
      expect((await refusal(receive({ 'Integration Id': 'SAME', Alias: 'x' }))).code).to.equal('SBL-EAI-04390');
    });

    it('a new user key that another record has, also where no unique index stands behind it', async () => {
      const { primaryRowId } = await receive(TYNE, { ...TYNE, Location: 'York', 'Integration Id': 'TAKEN' });
      const error = await refusal(receive({ 'Account Id': primaryRowId, 'Integration Id': 'TAKEN' }));
      expect(error.code).to.equal('SBL-EAI-04381');
      expect(error.location).to.include({ field: 'Integration Id' });
      await receive({ 'Account Id': primaryRowId, 'Integration Id': 'FREE', Alias: 'A' });
    });

    it('a key of a child that several rows of its parent have', async () => {
      const element = { 'Network Element': 'SW7' };
      const message = { 'SR Number': '1', Status: 'Open' };
      await upsert(instanceList(ticket, { ...message, 'Service Elements': [{ ...element, 'Integration Id': 'E1' }] }));
      await upsert(instanceList(ticket, { ...message, 'Service Elements': [{ ...element, 'Integration Id': 'E2' }] }));
      const error = await refusal(upsert(instanceList(ticket, { ...message, 'Service Elements': [element] })));
      expect(error.code).to.equal('SBL-EAI-04390');
    });

    it('a Mod Id of a record that is not there', async () => {
      expect((await refusal(receive({ ...TYNE, 'Mod Id': '5' }))).code).to.equal('SBL-DAT-00523');
    });

    it('a row id that is not there, without asking for what a new record would need', async () => {
      expect((await refusal(receive({ 'Account Id': '1-NONE' }))).all).to.have.length(1);
    });

    it('a record whose unique key another record has', async () => {
      await receive(TYNE);
      const error = await refusal(receive({ ...TYNE, 'Integration Id': 'NEW' }));
      expect(error.code).to.equal('SBL-EAI-04381');
      expect(error.message).to.include('the same Name, Location, Primary Organization Id');
      expect(error.location).to.include({ component: 'Account', field: 'Name' });
    });

    it('a Mod Id that is not the stored one', async () => {
      const { primaryRowId } = await receive(TYNE);
      await receive({ 'Account Id': primaryRowId, Alias: 'A' });
      const error = await refusal(receive({ 'Account Id': primaryRowId, Alias: 'B', 'Mod Id': '0' }));
      expect(error.code).to.equal('SBL-DAT-00523');
      expect(error.location).to.include({ value: '0' });
      expect(fieldValue(await get(primaryRowId), 'Alias')).to.equal('A');
    });

    it('a value of a hierarchical list under another parent', async () => {
      const error = await refusal(
        upsert(instanceList(ticket, { 'SR Number': '1', Status: 'Open', Area: 'Billing', 'Sub-Area': 'Voice' })),
      );
      expect(error.code).to.equal('SBL-EAI-04401');
      expect(error.message).to.include("under Area 'Billing'");
    });

    it('a row whose required foreign key no field fills', async () => {
      await receive(TYNE);
      const message = { 'Order Number': '77', Status: 'Open', 'Order Date': '2026-01-02 10:00:00', Account: 'Tyne' };
      const error = await refusal(
        upsert(instanceList(order, { ...message, 'Related Organization': [{ 'Integration Id': 'RO-1' }] })),
      );
      expect(error.code).to.equal('SBL-EAI-04389');
      expect(error.location).to.include({ component: 'Related Organization' });
    });

    it('everything that is wrong at once', async () => {
      const error = await refusal(receive({ ...TYNE, Type: 'X', 'Account Status': 'Y' }, { Name: 'keyless' }));
      expect(error.all.map(({ code }) => code)).to.have.members(['SBL-EAI-04401', 'SBL-EAI-04401', 'SBL-EAI-04397']);
    });
  });

  describe('Query', () => {
    it('answers an unknown row id with an empty list', async () => {
      expect(await get('1-NONE')).to.equal(undefined);
    });

    it('finds by equality on any field, lookups included; several examples are a union', async () => {
      const { primaryRowId } = await receive(TYNE, { ...TYNE, Location: 'York' }, { ...TYNE, Name: 'Wear' });
      await receive({ ...TYNE, Location: 'York', 'Parent Account Id': primaryRowId });
      expect(await find({ Location: 'York', 'Parent Account': 'Tyne' })).to.have.length(1);
      expect(await find({ Name: 'Wear' }, { Location: 'York' })).to.have.length(2);
      expect(await find({ Name: 'wear' })).to.have.length(0);
    });

    it('shows the children that fit the example, and does not hide the parents', async () => {
      await receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'A' }, { Synonym: 'B' }] });
      const [found] = await find({ Name: 'Tyne', 'Account Synonym': [{ Synonym: 'B' }] });
      expect(
        (sketchOf(found ?? expect.fail())['Account Synonym'] as Sketch[]).map((each) => each.Synonym),
      ).to.deep.equal(['B']);
      expect(await find({ Name: 'Tyne', 'Account Synonym': [{ Synonym: 'none' }] })).to.have.length(1);
    });

    it('shows all children when one of the examples that fit names none', async () => {
      await receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'A' }, { Synonym: 'B' }] });
      const [found] = await find({ Name: 'Tyne', 'Account Synonym': [{ Synonym: 'B' }] }, { Location: 'HQ' });
      expect(found?.children.flat().filter((child) => child?.component.name === 'Account Synonym')).to.have.length(2);
    });

    it('ends where assets are their own ancestors', async () => {
      const { primaryRowId: owner } = await receive(TYNE);
      const asset = { 'Asset Number': '1', 'Product Name': 'Voice Plan', 'Owner Account Id': owner };
      const { primaryRowId } = await upsert(instanceList(profile, asset));
      await upsert(instanceList(profile, { Id: primaryRowId, 'Parent Asset Id': primaryRowId }));
      const stored = await get(primaryRowId, profile);
      expect(sketchOf(stored ?? expect.fail())).to.not.have.property('Asset Mgmt - Asset');
    });

    it('refuses more examples than it would answer records', async () => {
      const examples = Array.from({ length: 51 }, (_, index) => ({ Location: `L${index}` }));
      expect((await refusal(find(...examples))).code).to.equal('SBL-EAI-04388');
    });

    it('refuses a query without criteria', async () => {
      expect((await refusal(find({ Alias: null }))).code).to.equal('SBL-EAI-04396');
      expect((await refusal(find({ Name: 'Tyne' }, {}))).code).to.equal('SBL-EAI-04396');
    });

    it('refuses to answer with more than the limit', async () => {
      await receive(...Array.from({ length: 51 }, (_, index) => ({ ...TYNE, Location: `L${index}` })));
      expect((await refusal(find({ Name: 'Tyne' }))).code).to.equal('SBL-DAT-00500');
    });
  });

  async function renumber(
    transaction: Parameters<Parameters<typeof database.store.write>[0]>[0],
    from: string,
    to: string,
  ) {
    const list = await adapter.query(transaction, account, {
      examples: instanceList(account, { 'Integration Id': from }).roots,
    });
    const table = account.root.table;
    const column = table.columns.get('INTEGRATION_ID') ?? expect.fail();
    const rowId = fieldValue(list.roots[0], 'Account Id') ?? expect.fail();
    await transaction.apply([{ kind: 'update', table, rowId, columns: [column], values: [to] }], STAMP);
  }
});
