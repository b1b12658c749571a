import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import type { InstanceList } from '../../src/model/instance.ts';
import { CUT_OUTBOX } from '../../src/store/cut-tables.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';
import { processRunner } from '../support/process-runner.ts';

const account = integrationObject('CUT Sample Account IO');
const TYNE = {
  Name: 'Tyne',
  Location: 'HQ',
  'Account Type Code': 'Customer',
  Type: 'Business',
  'Currency Code': 'GBP',
};
const DOCUMENT = `<SiebelMessage MessageId="BB-17" MessageType="Integration Object" IntObjectName="CUT Sample Account IO">
  <ListOfCutSampleAccountIo><Account><Name>Tyne</Name><Location>HQ</Location><AccountTypeCode>Customer</AccountTypeCode>
  <Type>Business</Type><CurrencyCode>GBP</CurrencyCode></Account></ListOfCutSampleAccountIo></SiebelMessage>`;

describe('ProcessInterpreter', () => {
  let database: TestDatabase;
  let run: ReturnType<typeof processRunner>;

  beforeEach(async () => {
    database = await createDatabase();
    run = processRunner(database);
  });
  afterEach(() => database.remove());

  const receive = (properties = {}) =>
    run('CUTReceiveAccountData', { 'Account Message': instanceList(account, TYNE), ...properties });
  const outboxCount = () =>
    database.store.read(async (reader) => {
      const rowId = CUT_OUTBOX.columns.get('ROW_ID') ?? expect.fail();
      const partner = CUT_OUTBOX.columns.get('PARTNER') ?? expect.fail();
      const shape = { table: CUT_OUTBOX, joins: [], where: [], columns: [{ alias: 't', column: rowId }] };
      const condition = { kind: 'equals', column: { alias: 't', column: partner }, value: 'back-office' } as const;
      return (await reader.select({ shape, condition, limit: 100 })).length;
    });
  const code = async (work: Promise<unknown>) => {
    const error: unknown = await work.then(() => undefined).catch((reason: unknown) => reason);
    return error instanceof CutError ? error.code : error;
  };

  it('Receive writes the object and answers with Object Id and status keys', async () => {
    const answer = await receive();
    expect(answer).to.have.keys(['Object Id', 'Account Message']);
    const [root] = (answer['Account Message'] as InstanceList).roots;
    expect(fieldValue(root, 'Account Id')).to.equal(answer['Object Id']);
    expect(fieldValue(root, 'Type')).to.equal(undefined);
  });

  it('Receive takes the object as an XML document as well, but not both', async () => {
    const answer = await run('CUTReceiveAccountData', { 'Account XML': DOCUMENT });
    expect(answer['Object Id']).to.be.a('string');
    expect(await code(receive({ 'Account XML': DOCUMENT }))).to.equal('SBL-EAI-04388');
    expect(await code(receive({ 'Account XML': '' })), 'an empty property counts as absent').to.equal(undefined);
  });

  it('says that the service is busy when the database is', async () => {
    const path = join(database.directory, 'cut.db');
    const store = await SqliteStore.open({ path, tables: model.tables.values(), busyLimit: 10 });
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const busy = processRunner({ ...database, store });
    const error = await busy('CUTReceiveAccountData', { 'Account Message': instanceList(account, TYNE) }).catch(
      (reason: unknown) => reason,
    );
    other.close();
    await store.close();
    expect(error).to.be.instanceOf(CutError).and.to.include({ code: 'SBL-SVR-00111' });
  });

  it('says what still refers to a record that was to be deleted', async () => {
    const { 'Object Id': id = '' } = await receive();
    const asset = integrationObject('CUT Sample Asset IO');
    await run('CUTReceivePhoneNumberData', {
      'Phone Number Message': instanceList(asset, {
        'Asset Number': '555',
        'Product Id': '1-1PRD1',
        'Billing Account Id': id as string,
      }),
    });
    const error = await run('CUTSampleAccountDelete', { PrimaryRowId: id }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(CutError).and.to.include({ key: 'STILL_REFERRED', code: 'SBL-DAT-00228' });
    expect((await run('CUTGetAccountData', { 'Object Id': id }))['Account Message']).to.have.nested.property(
      'roots.length',
      1,
    );
  });

  it('Receive without an object is refused', async () => {
    expect(await code(run('CUTReceiveAccountData', {}))).to.equal('SBL-EAI-04022');
    expect(await code(run('CUTReceiveAccountData', { 'Account Message': instanceList(account) }))).to.equal(
      'SBL-EAI-04022',
    );
  });

  it('Get finds by Object Id, by example, or by both', async () => {
    const { 'Object Id': id = '' } = await receive();
    const count = async (properties: Parameters<typeof run>[1]) =>
      ((await run('CUTGetAccountData', properties))['Account Message'] as InstanceList).roots.length;
    expect(await count({ 'Object Id': id })).to.equal(1);
    expect(await count({ 'Account Message': instanceList(account, { Name: 'Tyne' }) })).to.equal(1);
    expect(await count({ 'Object Id': id, 'Account Message': instanceList(account, { Name: 'Wear' }) })).to.equal(0);
    expect(await count({ 'Object Id': '1-NONE' })).to.equal(0);
  });

  it('Get answers with the XML document only when the property was sent, even empty', async () => {
    const { 'Object Id': id = '' } = await receive();
    expect(await run('CUTGetAccountData', { 'Object Id': id })).to.not.have.property('Account XML');
    const { 'Account XML': document } = await run('CUTGetAccountData', { 'Object Id': id, 'Account XML': '' });
    expect(document).to.include('<SiebelMessage').and.include('<Name>Tyne</Name>');
  });

  it('Get answers for its own integration object only', async () => {
    expect(
      await code(
        run('CUTGetAccountData', { 'Object Id': '1-1', 'Input: Siebel Int Object Name': 'CUT Sample Asset IO' }),
      ),
    ).to.equal('SBL-EAI-04388');
  });

  it('Send answers with the object and puts one delivery per partner into the outbox', async () => {
    const { 'Object Id': id = '' } = await receive();
    const answer = await run('CUTSendAccountData', { 'Object Id': id, 'Account XML': '' });
    expect(answer)
      .to.include({ 'Object Id': id })
      .and.include.keys(['Account Message', 'Account XML', 'Process Instance Id']);
    expect(await outboxCount()).to.equal(1);
  });

  it('Send of an object that is not there is refused, and puts nothing into the outbox', async () => {
    expect(await code(run('CUTSendAccountData', { 'Object Id': '1-NONE' }))).to.equal('SBL-EAI-04378');
    expect(await outboxCount()).to.equal(0);
  });
});
