import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { InstanceList } from '../../src/model/instance.ts';
import { loadSeed } from '../../src/model/seed.ts';
import type { Store } from '../../src/store/store.ts';
import { STAMP } from '../support/database.ts';
import { instanceList } from '../support/instances.ts';
import { MAPPINGS, model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { describeOnSqlServer, type TestSchema, testSchema } from '../support/sqlserver.ts';
import { account } from './adapter-database.ts';

/** Each takes as long as the way to the server and back. */
const MOST = { write: 4, read: 3 } as const;
/** See `open-feeds.ts`. */
const CHUNK = 1000;

describeOnSqlServer('round trips', function () {
  this.timeout(60_000);
  const adapter = new SiebelAdapter(model, { queryLimit: 10 });
  const { documents } = loadSampleData();
  const sent: string[] = [];
  let schema: TestSchema;
  let store: Store;

  before(async () => {
    schema = testSchema();
    store = await schema.open(model.tables.values(), { onRoundTrip: (text) => sent.push(text) });
    const { always, samples } = loadSeed(MAPPINGS, model);
    const rows = [...always, ...samples].map((row) => ({ kind: 'insert', ...row }) as const);
    await store.write((transaction) => transaction.apply(rows, STAMP));
  });
  after(async () => {
    await store.close();
    await schema.remove();
  });

  const roundTrips = async (call: () => Promise<unknown>): Promise<readonly string[]> => {
    sent.length = 0;
    await call();
    return [...sent];
  };
  const write = (list: InstanceList) =>
    store.write((transaction) =>
      adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP, acceptRowIds: true }),
    );

  for (const list of documents) {
    const { name } = list.integrationObject;

    it(`at most ${MOST.write} write a ${name} that is not there, with all below it`, async () => {
      expect(await roundTrips(() => write(list))).to.have.lengthOf.within(1, MOST.write);
    });

    it(`at most ${MOST.write} write it again`, async () => {
      expect(await roundTrips(() => write(list))).to.have.lengthOf.within(1, MOST.write);
    });

    it(`at most ${MOST.read} bring the answer to who gets it`, async () => {
      const { primaryRowId } = await write(list);
      const get = () => store.read((reader) => adapter.query(reader, list.integrationObject, { primaryRowId }));
      const waitedFor = (await roundTrips(get)).filter((text) => !text.includes('ROLLBACK'));
      expect(waitedFor).to.have.lengthOf.within(1, MOST.read);
    });
  }

  it(`at most ${MOST.write} write ${CHUNK} new accounts, as many as a chunk of a feed has, and the same again with changes`, async () => {
    const chunk = (alias: string) =>
      Array.from({ length: CHUNK }, (_, index) => ({
        ...{ Name: `Chunk ${index}`, Location: 'Oulu', Alias: alias },
        ...{ 'Account Type Code': 'Customer', Type: 'Business', 'Currency Code': 'EUR' },
        'Account Synonym': [{ Synonym: `Lohko ${index}` }],
      }));
    for (const alias of ['new', 'changed']) {
      const list = instanceList(account, ...chunk(alias));
      expect(await roundTrips(() => write(list)), alias).to.have.lengthOf.within(1, MOST.write);
    }
  });

  it(`at most ${MOST.write} change an account and give it new contacts, of which one is there already`, async () => {
    const contact = { 'Person UId': 'RT-1', 'First Name': 'Oona', 'Last Name': 'Salo' };
    const plain = { Location: 'Turku', 'Account Type Code': 'Customer', Type: 'Business', 'Currency Code': 'EUR' };
    await write(instanceList(account, { ...plain, Name: 'One', 'Related Contact': [contact] }));
    await write(instanceList(account, { ...plain, Name: 'Two', 'Account Synonym': [{ Synonym: 'Kaksi' }] }));
    const changed = instanceList(account, {
      ...plain,
      Name: 'Two',
      Alias: 'Second',
      'Fraud Owner': 'HSATO',
      'Related Contact': [
        contact,
        { ...contact, 'Person UId': 'RT-2', 'Primary Organization': 'Default Organization' },
      ],
      'Account Synonym': [{ Synonym: 'Kaksi' }, { Synonym: 'Toinen' }],
    });
    expect(await roundTrips(() => write(changed))).to.have.lengthOf.within(1, MOST.write);
  });
});
