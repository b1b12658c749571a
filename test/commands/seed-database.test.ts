import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { createCodec } from '../../src/commands/message-codec.ts';
import { Refusal } from '../../src/commands/refusal.ts';
import { inFile, readSampleDocuments } from '../../src/commands/sample-documents.ts';
import { type StartingData, seedDatabase } from '../../src/commands/seed-database.ts';
import { PublishedContract } from '../../src/contract/published-contract.ts';
import { loadSeed } from '../../src/model/seed.ts';
import { SqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import { MAPPINGS, model } from '../support/model.ts';
import { temporaryDirectory } from './command-process.ts';

const codec = createCodec(model, new PublishedContract(model), 'siebel');
const adapter = new SiebelAdapter(model, { queryLimit: 1000 });
const seed = loadSeed(MAPPINGS, model);
const data: StartingData = { seed, samples: true, documents: () => readSampleDocuments(MAPPINGS, codec.decoder) };

describe('seedDatabase', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let store: SqliteStore;
  beforeEach(async () => {
    directory = temporaryDirectory();
    store = await SqliteStore.open({ path: join(directory.path, 'cut.db'), tables: model.tables.values() });
  });
  afterEach(async () => {
    await store.close();
    directory[Symbol.dispose]();
  });
  after(() => codec[Symbol.dispose]());

  const accounts = async (): Promise<number> => {
    const object = model.integrationObjects.get('CUT Sample Account IO');
    if (object === undefined) throw new RangeError('no account');
    const { roots } = await store.read((reader) => adapter.query(reader, object, { primaryRowId: '1-2A7QK' }));
    return roots.length;
  };

  it('gives an empty database its rows and the sample records, once', async () => {
    expect(await seedDatabase(store, adapter, data)).to.equal(true);
    expect(await accounts()).to.equal(1);
    expect(await seedDatabase(store, adapter, data)).to.equal(false);
  });

  it('leaves the sample records out', async () => {
    expect(await seedDatabase(store, adapter, { ...data, samples: false })).to.equal(true);
    expect(await accounts()).to.equal(0);
  });

  it('does it once when two do it at the same time', async () => {
    const done = await Promise.all([seedDatabase(store, adapter, data), seedDatabase(store, adapter, data)]);
    expect(done.sort()).to.deep.equal([false, true]);
  });

  it('writes nothing at all when a sample document is refused, and names its file', async () => {
    const [first] = data.documents();
    const documents = () =>
      first === undefined
        ? []
        : [first, { file: 'twice.xml', list: { ...first.list, roots: [...first.list.roots, ...first.list.roots] } }];
    const error = await seedDatabase(store, adapter, { ...data, documents }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Refusal);
    expect(String(error)).to.match(/twice\.xml:\d+: .*\(SBL-EAI-04391\)/);
    expect(await seedDatabase(store, adapter, data)).to.equal(true);
  });

  it('leaves a database alone that has nothing to start with', async () => {
    expect(await seedDatabase(store, adapter, { ...data, seed: { always: [], samples: [] } })).to.equal(false);
  });
});

describe('readSampleDocuments', () => {
  it('finds none where there is no folder', () => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, 'samples.txt'), '');
    expect(readSampleDocuments(directory.path, codec.decoder)).to.deep.equal([]);
  });

  it('leaves errors alone that are not about a message', () => {
    expect(() =>
      inFile('a.xml', () => {
        throw new TypeError('ours');
      }),
    ).to.throw(TypeError, 'ours');
  });
});
