import { expect } from 'chai';
import { type Sketch, sketchOf } from '../support/instances.ts';
import { type AdapterDatabase, adapterDatabase, refusal, TYNE } from './adapter-database.ts';

describe('Query', () => {
  let on: AdapterDatabase;

  beforeEach(async () => {
    on = await adapterDatabase();
  });
  afterEach(() => on.database.remove());

  it('answers an unknown row id with an empty list', async () => {
    expect(await on.get('1-NONE')).to.equal(undefined);
  });

  it('finds by equality on any field, lookups included; several examples are a union', async () => {
    const { primaryRowId } = await on.receive(TYNE, { ...TYNE, Location: 'York' }, { ...TYNE, Name: 'Wear' });
    await on.receive({ ...TYNE, Location: 'York', 'Parent Account Id': primaryRowId });
    expect(await on.find({ Location: 'York', 'Parent Account': 'Tyne' })).to.have.length(1);
    expect(await on.find({ Name: 'Wear' }, { Location: 'York' })).to.have.length(2);
    expect(await on.find({ Name: 'wear' })).to.have.length(0);
  });

  it('shows the children that fit the example, and does not hide the parents', async () => {
    await on.receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'A' }, { Synonym: 'B' }] });
    const [found] = await on.find({ Name: 'Tyne', 'Account Synonym': [{ Synonym: 'B' }] });
    expect((sketchOf(found ?? expect.fail())['Account Synonym'] as Sketch[]).map((each) => each.Synonym)).to.deep.equal(
      ['B'],
    );
    expect(await on.find({ Name: 'Tyne', 'Account Synonym': [{ Synonym: 'none' }] })).to.have.length(1);
  });

  it('shows all children when one of the examples that fit names none', async () => {
    await on.receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'A' }, { Synonym: 'B' }] });
    const [found] = await on.find({ Name: 'Tyne', 'Account Synonym': [{ Synonym: 'B' }] }, { Location: 'HQ' });
    expect(found?.children.flat().filter((child) => child?.component.name === 'Account Synonym')).to.have.length(2);
  });

  it('refuses more examples than it would answer records', async () => {
    const examples = Array.from({ length: 51 }, (_, index) => ({ Location: `L${index}` }));
    expect((await refusal(on.find(...examples))).code).to.equal('SBL-EAI-04388');
  });

  it('refuses a query without criteria', async () => {
    expect((await refusal(on.find({ Alias: null }))).code).to.equal('SBL-EAI-04396');
    expect((await refusal(on.find({ Name: 'Tyne' }, {}))).code).to.equal('SBL-EAI-04396');
  });

  it('refuses to answer with more than the limit', async () => {
    await on.receive(...Array.from({ length: 51 }, (_, index) => ({ ...TYNE, Location: `L${index}` })));
    expect((await refusal(on.find({ Name: 'Tyne' }))).code).to.equal('SBL-DAT-00500');
  });
});
