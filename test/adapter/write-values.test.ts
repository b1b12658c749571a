import { expect } from 'chai';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject } from '../support/model.ts';
import { type AdapterDatabase, adapterDatabase, MAYA, TYNE } from './adapter-database.ts';

const profile = integrationObject('CUT Sample Service Profile IO');

describe('values in a write', () => {
  let on: AdapterDatabase;

  beforeEach(async () => {
    on = await adapterDatabase();
  });
  afterEach(() => on.database.remove());

  it('defaults are taken in any mode', async () => {
    const { primaryRowId } = await on.write(instanceList(profile, await asset()), { lovLanguageMode: 'LIC' });
    expect(fieldValue(await on.get(primaryRowId, profile), 'Status')).to.equal('Active');
  });

  it('of a link get their default when the link is new, also where the record is not', async () => {
    await on.receive({ ...TYNE, 'Related Contact': [MAYA] });
    const contact = { 'Person UId': 'MAYA' };
    const { primaryRowId } = await on.write(instanceList(profile, { ...(await asset()), 'Asset Contact': [contact] }));
    const stored = await on.get(primaryRowId, profile);
    const contacts = stored?.children.flat().find((child) => child?.component.name === 'Asset Contact');
    expect(fieldValue(contacts, 'Role')).to.equal('STANDARD');
  });

  it('a foreign key that is emptied becomes null, or gets the default of its column', async () => {
    const parent = await on.receive({ ...TYNE, Location: 'Parent' });
    const { primaryRowId } = await on.receive({
      ...TYNE,
      'Parent Account Id': parent.primaryRowId,
      'Primary Organization': 'Northern Region',
    });
    await on.receive({ 'Account Id': primaryRowId, 'Parent Account': null, 'Primary Organization Id': null });
    const stored = await on.get(primaryRowId);
    expect(fieldValue(stored, 'Parent Account Id')).to.equal(null);
    expect(fieldValue(stored, 'Primary Organization Id')).to.equal('0-R9NH');
  });

  it('an id wins over names that are empty', async () => {
    const parent = await on.receive({ ...TYNE, Location: 'Parent' });
    const sent = { 'Parent Account Id': parent.primaryRowId, 'Parent Account': null };
    const { primaryRowId } = await on.receive({ ...TYNE, ...sent });
    expect(fieldValue(await on.get(primaryRowId), 'Parent Account')).to.equal('Tyne');
  });

  it('a name that several records have is no question where it is stored already', async () => {
    const first = await on.receive({ ...TYNE, Location: 'Parent' });
    const child = { ...TYNE, Location: 'Child' };
    const { primaryRowId } = await on.receive({ ...child, 'Parent Account Id': first.primaryRowId });
    await on.receive({ ...child, 'Parent Account': 'Tyne', Alias: 'C' });
    expect(fieldValue(await on.get(primaryRowId), 'Parent Account Id')).to.equal(first.primaryRowId);
  });

  async function asset(): Promise<Sketch> {
    const { primaryRowId } = await on.receive({ ...TYNE, Location: 'Owner' });
    return { 'Asset Number': '1', 'Product Name': 'Voice Plan', 'Owner Account Id': primaryRowId };
  }
});
