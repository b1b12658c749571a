import { expect } from 'chai';
import type { CutError } from '../../src/errors/cut-error.ts';
import { instanceList, type Sketch } from '../support/instances.ts';
import { type AdapterDatabase, account, adapterDatabase, MAYA, refusal, TYNE } from './adapter-database.ts';

describe('what a refused write tells', () => {
  let on: AdapterDatabase;

  beforeEach(async () => {
    on = await adapterDatabase();
  });
  afterEach(() => on.database.remove());

  const refused = (...roots: Sketch[]): Promise<CutError> => refusal(on.receive(...roots));

  it('both instances that name one record, by number and line', async () => {
    const list = instanceList(account, { ...TYNE, 'Related Contact': [MAYA, { 'Person UId': 'ANN' }, MAYA] });
    for (const [index, contact] of (list.roots[0]?.children[0] ?? []).entries()) contact.line = 10 + index;
    const error = await refusal(on.write(list));
    expect(error.message).to.match(
      /^Instances 1 \(line 10\) and 3 \(line 12\) of Related Contact both have Person UId "MAYA"/,
    );
    expect(error.location).to.include({ component: 'Related Contact', line: 12 });
  });

  it('two instances of a message without lines, by number', async () => {
    expect((await refused(TYNE, TYNE)).message).to.match(/^Instances 1 and 2 of Account both have /);
  });

  it('siblings that name one new associated record by different keys', async () => {
    const ann = { 'Person UId': 'ANN', 'First Name': 'Ann', 'Last Name': 'Bell' };
    const contacts = [{ ...ann, 'Integration Id': 'C-1' }, ann];
    expect((await refused({ ...TYNE, 'Related Contact': contacts })).key).to.equal('DUPLICATE_KEY_IN_MESSAGE');
  });

  it('the operation that was probably meant, and those that there are', async () => {
    const error = await refused({ ...TYNE, operation: 'updatsync' });
    expect(error.message).to.include("'updatsync' is not an operation").and.include("did you mean 'updatesync'?");
    expect(error.location.allowed).to.include.members(['upsert', 'sync', 'skiptree', 'none']);
    expect((await refused({ ...TYNE, operation: 'frobnicate' })).message).not.to.include('did you mean');
  });

  it('the key of the record that was to be inserted, and is there', async () => {
    await on.receive(TYNE);
    const error = await refused({ ...TYNE, operation: 'insert' });
    expect(error.entry).to.include({ code: 'SBL-EAI-04383', symbol: 'IDS_ERR_EAI_SA_INSERT_MATCH_FOUND' });
    expect(error.message).to.include('Location "HQ", Name "Tyne"');
  });

  it('that a record is still referred to, and from where', async () => {
    const { primaryRowId } = await on.receive(TYNE);
    const below = await on.receive({ ...TYNE, Location: 'York', 'Parent Account Id': primaryRowId });
    const error = await refused({ 'Account Id': primaryRowId, operation: 'delete' });
    expect(error.message).to.equal(
      `${primaryRowId} of the accounts cannot be deleted: accounts refer to it, for example ${below.primaryRowId}`,
    );
    expect(error.location).to.include({ component: 'Account', instance: `1 (Account Id "${primaryRowId}")` });
  });

  it('mistakes of all levels at once', async () => {
    await on.receive({ ...TYNE, 'Account Synonym': [{ Synonym: 'A' }] });
    const error = await refused({
      ...TYNE,
      Type: 'X',
      'Account Synonym': [
        { Synonym: 'B', operation: 'update' },
        { Synonym: 'A', 'Mod Id': '7' },
      ],
      'Related Contact': [{ 'Person UId': 'MAYA' }, { operation: 'upsrt', 'Person UId': 'ANN' }],
    });
    expect(error.all.map(({ key }) => key)).to.have.members([
      'INVALID_VALUE',
      'NO_MATCH',
      'WRITE_CONFLICT',
      'REQUIRED_FIELD',
      'REQUIRED_FIELD',
      'OPERATION_REFUSED',
      'REQUIRED_FIELD',
      'REQUIRED_FIELD',
    ]);
  });

  it('at most a hundred mistakes', async () => {
    const error = await refused(...Array.from({ length: 200 }, () => ({ Alias: 'keyless' })));
    expect(error.all).to.have.length(100);
  });
});
