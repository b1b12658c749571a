import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { SampleInstances } from '../../src/contract/samples/sample-instances.ts';
import type { Instance } from '../../src/model/instance.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { differences } from '../support/differences.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { recording } from './recording-transaction.ts';

describe('Insert or Update, then Query: every field of every component comes back as it was sent', () => {
  const adapter = new SiebelAdapter(model, { queryLimit: 10 });
  const sampleData = loadSampleData();
  const samples = new SampleInstances(model, sampleData);
  let database: TestDatabase;

  before(async () => {
    database = await createDatabase();
    for (const list of sampleData.documents) {
      await database.store.write((transaction) =>
        adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP, acceptRowIds: true }),
      );
    }
  });
  after(() => database.remove());

  for (const object of model.integrationObjects.values()) {
    it(object.name, async () => {
      const sent = samples.of(object);
      expect(sent.roots.flatMap(notSent), 'the sample is complete').to.deep.equal([]);
      const { primaryRowId } = await database.store.write((transaction) =>
        adapter.write(transaction, sent, { method: 'Upsert', stamp: STAMP }),
      );
      const stored = await database.store.read((reader) => adapter.query(reader, object, { primaryRowId }));
      expect(differences(sent.roots[0], stored.roots[0])).to.deep.equal([]);
    });

    it(`${object.name}: sent back as it was answered, it changes nothing`, async () => {
      const stored = await database.store.read((reader) =>
        adapter.query(reader, object, { searchSpec: `[${object.root.rowId.name}] IS NOT NULL` }),
      );
      expect(stored.roots).to.have.length.above(0);
      const changes = await database.store.write(async (given) => {
        const recorded = recording(given);
        await adapter.write(recorded.transaction, stored, { method: 'Synchronize', stamp: STAMP });
        return recorded.changes;
      });
      expect(changes).to.deep.equal([]);
    });
  }
});

/**
 * Writable fields that the sample does not have, apart from row ids, which are the service's to give, and what points at a neighbour in the
 * same record: a sample has none (`upsert.test.ts` looks at those).
 */
function notSent({ component, values, children }: Instance): string[] {
  const toNeighbours = component.fields.flatMap(({ source }) =>
    source.kind === 'lookup' && source.among !== undefined ? [source.via] : [],
  );
  const fields = component.fields.filter(
    (field) =>
      !field.readOnly &&
      field !== component.rowId &&
      values[field.ordinal] === undefined &&
      !toNeighbours.includes(field.source.kind === 'lookup' ? field.source.via : field.source.column),
  );
  const missing = component.children.filter((child, ordinal) => child !== component && children[ordinal] === undefined);
  return [
    ...[...fields, ...missing].map(({ name }) => `${component.name} / ${name}`),
    ...children.flatMap((group) => (group ?? []).flatMap(notSent)),
  ];
}
