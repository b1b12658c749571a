import { expect } from 'chai';
import { storedRow } from '../../src/adapter/component-rows.ts';
import { objectRows } from '../../src/adapter/object-rows.ts';
import { readTrees, type StoredNode, type TreeLimits } from '../../src/adapter/read-tree.ts';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import type { Field } from '../../src/model/model.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

const profile = integrationObject('CUT Sample Service Profile IO');

describe('the trees of an object', () => {
  const adapter = new SiebelAdapter(model, { queryLimit: 50 });
  const rows = objectRows(profile);
  let database: TestDatabase;

  before(async () => {
    database = await createDatabase();
    await write({ ...asset('A'), [CHILDREN]: [{ ...asset('A1'), [CHILDREN]: [asset('A11')] }, asset('A2')] });
    await write(asset('B'));
  });
  after(() => database.remove());

  it('hold all levels, each child under its parent', async () => {
    expect(await trees(['A', 'B'])).to.deep.equal([{ A: [{ A1: [{ A11: [] }] }, { A2: [] }] }, { B: [] }]);
  });

  it('show a row that is a root in its parent, too', async () => {
    expect(await trees(['A', 'A1'])).to.deep.equal([{ A: [{ A1: [{ A11: [] }] }, { A2: [] }] }, { A1: [{ A11: [] }] }]);
  });

  it('end where a row is its own ancestor', async () => {
    await write({ ...asset('C'), [CHILDREN]: [asset('C1')] });
    await tie('C', 'C1');
    expect(await trees(['C'])).to.deep.equal([{ C: [{ C1: [] }] }]);
    expect(await trees(['C1'])).to.deep.equal([{ C1: [{ C: [] }] }]);
  });

  it('are refused when they have too many rows', async () => {
    expect(await trees(['A', 'B'], { rows: 5, levels: 9 })).to.have.length(2);
    const error: unknown = await trees(['A', 'B'], { rows: 4, levels: 9 }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(CutError).and.include({ code: 'SBL-DAT-00500' });
  });

  it('are refused when they have too many levels', async () => {
    expect(await trees(['A'], { rows: 9, levels: 2 })).to.have.length(1);
    const error: unknown = await trees(['A'], { rows: 9, levels: 1 }).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(CutError).with.property('message').that.includes('levels');
  });

  async function write(sketch: Sketch): Promise<void> {
    const list = instanceList(profile, sketch);
    await database.store.write((transaction) => adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP }));
  }

  /** Integration ids of the roots with those of the assets below them. */
  async function trees(integrationIds: readonly string[], limits?: TreeLimits): Promise<object[]> {
    const shapes = rows.of(profile.root);
    const by = shapes.columnOf(fieldNamed('Integration Id'));
    return database.store.read(async (reader) => {
      const [found = []] = await reader.find([
        { shape: shapes.base, by: [by], keys: integrationIds.map((id) => [id]) },
      ]);
      const nodes = await readTrees(
        reader,
        rows,
        found.map((row) => storedRow(shapes, row)),
        limits,
      );
      return nodes.map(toSketch);
    });
  }

  /** Past the adapter, which refuses circles. */
  async function tie(child: string, parent: string): Promise<void> {
    const { table } = profile.root;
    const columns = [table.columns.get('PAR_ASSET_ID') ?? expect.fail()];
    const [rowId, values] = [await rowIdOf(child), [await rowIdOf(parent)]];
    await database.store.write((transaction) =>
      transaction.apply([{ kind: 'update', table, rowId, columns, values }], STAMP),
    );
  }

  async function rowIdOf(integrationId: string): Promise<string> {
    const searchSpec = `[Integration Id] = "${integrationId}"`;
    const { roots } = await database.store.read((reader) => adapter.query(reader, profile, { searchSpec }));
    return roots[0]?.values[profile.root.rowId.ordinal] ?? expect.fail();
  }
});

const CHILDREN = 'Asset Mgmt - Asset';

function asset(id: string): Sketch {
  return { 'Integration Id': id, 'Asset Number': id, 'Product Name': 'Voice Plan' };
}

function toSketch({ component, row, children }: StoredNode): object {
  const id = row.values[component.fieldsByName.get('Integration Id')?.ordinal ?? -1];
  const assets = component.children.findIndex(({ name }) => name === CHILDREN);
  return { [id ?? '']: (children[assets] ?? []).map(toSketch) };
}

function fieldNamed(name: string): Field {
  return profile.root.fieldsByName.get(name) ?? expect.fail();
}
