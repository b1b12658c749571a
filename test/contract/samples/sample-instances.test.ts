import { expect } from 'chai';
import { SiebelAdapter } from '../../../src/adapter/siebel-adapter.ts';
import { SampleInstances } from '../../../src/contract/samples/sample-instances.ts';
import type { Instance } from '../../../src/model/instance.ts';
import type { IntegrationObject } from '../../../src/model/model.ts';
import { createDatabase, STAMP, type TestDatabase } from '../../support/database.ts';
import { model } from '../../support/model.ts';
import { loadSampleData } from '../../support/sample-data.ts';

const objects = [...model.integrationObjects.values()];

describe('SampleInstances', () => {
  const data = loadSampleData();
  const samples = new SampleInstances(model, data);
  const adapter = new SiebelAdapter(model, { queryLimit: 10 });
  let database: TestDatabase;

  before(async () => {
    database = await createDatabase();
    for (const document of data.documents) {
      await database.store.write((transaction) =>
        adapter.write(transaction, document, { method: 'Upsert', stamp: STAMP, acceptRowIds: true }),
      );
    }
  });

  after(() => database.remove());

  async function upsert(object: IntegrationObject): Promise<string> {
    const { primaryRowId } = await database.store.write((transaction) =>
      adapter.write(transaction, samples.of(object), { method: 'Upsert', stamp: STAMP }),
    );
    return primaryRowId;
  }

  for (const object of objects) {
    describe(object.name, () => {
      const [root] = samples.of(object).roots;
      if (root === undefined) throw new Error('a sample has a root');

      it('has every component, and nearly every field that can be written', () => {
        const instances = [...treeOf(root)];
        const components = new Set(instances.map(({ component }) => component));
        expect([...components]).to.have.members([...object.components.values()]);
        const fields = instances.flatMap((instance) => writableValues(instance));
        const filled = fields.filter((value) => value !== undefined);
        expect(filled.length / fields.length).to.be.greaterThan(0.85);
      });

      it('goes into a new database with the sample records, and comes back as it was', async () => {
        const primaryRowId = await upsert(object);
        const { roots } = await database.store.read((reader) => adapter.query(reader, object, { primaryRowId }));
        expect(roots).to.have.length(1);
        for (const stored of roots) expectSame(root, stored, root.component.name);
      });

      it('is inserted once, however often it is sent', async () => {
        expect(await upsert(object)).to.equal(await upsert(object));
      });
    });
  }
});

describe('SampleInstances without sample data', () => {
  const samples = new SampleInstances(model, { seed: { always: [], samples: [] }, documents: [] });

  for (const object of objects) {
    it(`still fills in ${object.name}, and refers to nothing`, () => {
      const [root] = samples.of(object).roots;
      if (root === undefined) throw new Error('a sample has a root');
      expect(writableValues(root).some((value) => value !== undefined)).to.equal(true);
      for (const { component, values } of treeOf(root)) {
        for (const { source, ordinal, name } of component.fields) {
          const refers = source.kind === 'lookup' || source.column.references !== undefined;
          if (refers) expect(values[ordinal], `${component.name}.${name}`).to.equal(undefined);
        }
      }
    });
  }
});

function* treeOf(instance: Instance): Generator<Instance> {
  yield instance;
  for (const group of instance.children) for (const child of group ?? []) yield* treeOf(child);
}

function writableValues({ component, values }: Instance): (string | null | undefined)[] {
  return component.fields
    .filter((field) => !field.readOnly && field !== component.rowId)
    .map(({ ordinal }) => values[ordinal]);
}

function expectSame(sent: Instance, stored: Instance, path: string): void {
  for (const { name, ordinal } of sent.component.fields) {
    const value = sent.values[ordinal];
    if (value !== undefined) expect(stored.values[ordinal], `${path}.${name}`).to.equal(value);
  }
  sent.children.forEach((group, ordinal) => {
    const [child] = group ?? [];
    if (child === undefined) return;
    const storedChildren = stored.children[ordinal] ?? [];
    expect(storedChildren, `${path} / ${child.component.name}`).to.have.length(1);
    for (const storedChild of storedChildren) expectSame(child, storedChild, `${path} / ${child.component.name}`);
  });
}
