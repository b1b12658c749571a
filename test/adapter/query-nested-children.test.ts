import { expect } from 'chai';
import type { Criteria } from '../../src/adapter/query.ts';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { Instance } from '../../src/model/instance.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

const profile = integrationObject('CUT Sample Service Profile IO');
const ASSET = 'Asset Mgmt - Asset';
const ATTRIBUTE = 'Asset Mgmt - Asset XA';

/** Asset numbers with those of the assets in them. */
interface Tree {
  readonly [assetNumber: string]: Tree;
}
const ALL: Tree = { S1: { P1: { C1: {}, C2: {} }, P2: { C3: {} } } };

const CASES: readonly (readonly [what: string, criteria: Criteria, shown: Tree])[] = [
  ['all levels where nothing is asked', example({}), ALL],
  [
    'what is below the children shown',
    example({ [ASSET]: [{ 'Asset Number': 'P1' }] }),
    { S1: { P1: { C1: {}, C2: {} } } },
  ],
  [
    'of each child what its own example wants',
    example({ [ASSET]: [{ 'Asset Number': 'P1', [ASSET]: [{ 'Asset Number': 'C2' }] }, { 'Asset Number': 'P2' }] }),
    { S1: { P1: { C2: {} }, P2: { C3: {} } } },
  ],
  [
    'children whose children are not shown',
    example({ [ASSET]: [{ [ASSET]: [{ 'Asset Number': 'C2' }] }] }),
    { S1: { P1: { C2: {} }, P2: {} } },
  ],
  ['nothing below what is not shown', example({ [ASSET]: [{ 'Asset Number': 'C1' }] }), { S1: {} }],
  [
    'what fits the SearchSpec, on every level',
    { searchSpec: `[Asset Number] = "S1" AND [${ASSET}.Asset Number] <> "C1"` },
    { S1: { P1: { C2: {} }, P2: { C3: {} } } },
  ],
  [
    'children by their children, with EXISTS in a searchspec',
    childSearchSpec(`EXISTS ([${ATTRIBUTE}.Value] = "red")`),
    { S1: { P2: { C3: {} } } },
  ],
];

describe('where components nest, a query shows', () => {
  const adapter = new SiebelAdapter(model, { queryLimit: 10 });
  let database: TestDatabase;

  before(async () => {
    database = await createDatabase();
    const list = instanceList(profile, {
      ...asset('S1'),
      [ASSET]: [
        { ...asset('P1'), [ASSET]: [asset('C1'), asset('C2')] },
        { ...asset('P2'), [ATTRIBUTE]: [{ Name: 'Colour', Value: 'red' }], [ASSET]: [asset('C3')] },
      ],
    });
    await database.store.write((transaction) => adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP }));
  });
  after(() => database.remove());

  for (const [what, criteria, shown] of CASES) {
    it(what, async () => {
      const { roots } = await database.store.read((reader) => adapter.query(reader, profile, criteria));
      expect(treeOf(roots)).to.deep.equal(shown);
    });
  }
});

function asset(assetNumber: string): Sketch {
  return { 'Integration Id': assetNumber, 'Asset Number': assetNumber, 'Product Name': 'Voice Plan' };
}

function example(children: Sketch): { readonly examples: readonly Instance[] } {
  return { examples: instanceList(profile, { 'Integration Id': 'S1', ...children }).roots };
}

function childSearchSpec(searchSpec: string): Criteria {
  const { examples } = example({ [ASSET]: [{}] });
  for (const child of examples.flatMap(assetsIn)) child.searchSpec = searchSpec;
  return { examples };
}

function treeOf(instances: readonly Instance[]): Tree {
  return Object.fromEntries(
    instances.map((instance) => [fieldValue(instance, 'Asset Number') ?? '', treeOf(assetsIn(instance))]),
  );
}

function assetsIn({ component, children }: Instance): readonly Instance[] {
  return children[component.children.findIndex(({ name }) => name === ASSET)] ?? [];
}
