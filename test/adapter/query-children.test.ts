import { expect } from 'chai';
import type { Criteria } from '../../src/adapter/query.ts';
import { showChildren } from '../../src/adapter/query-children.ts';
import type { Example } from '../../src/adapter/query-example.ts';
import type { StoredNode } from '../../src/adapter/read-tree.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import type { Instance } from '../../src/model/instance.ts';
import { fieldValue, type Sketch } from '../support/instances.ts';
import { integrationObject } from '../support/model.ts';
import { examples, type KnownAccounts, knownAccounts } from './known-accounts.ts';

/** By account: its synonyms, and the last names of its contacts. */
type Shown = Readonly<Record<string, readonly string[]>>;
const ALL = {
  tyne: ['Tyneside', 'Software on Tyne', 'Okonkwo', 'Bell'],
  wear: ['Wearside', 'Okonkwo'],
} satisfies Shown;

const CASES: readonly (readonly [what: string, criteria: Criteria, shown: Shown])[] = [
  ['all of them where nothing is asked', examples({ Alias: '~= "tyne"' }), ALL],
  [
    'those that fit the example',
    example({ 'Account Synonym': [{ Synonym: '*Tyne' }] }),
    { tyne: ['Software on Tyne', 'Okonkwo', 'Bell'], wear: ['Okonkwo'] },
  ],
  [
    'those that fit one of several examples',
    example({ 'Account Synonym': [{ Synonym: 'Wear*' }, { Synonym: 'S*' }] }),
    { tyne: ['Software on Tyne', 'Okonkwo', 'Bell'], wear: ['Wearside', 'Okonkwo'] },
  ],
  ['all where an example of children asks for nothing', example({ 'Account Synonym': [{}, { Synonym: 'none' }] }), ALL],
  [
    'those that fit by fields of the association',
    example({ 'Related Contact': [{ Role: 'Site Contact' }] }),
    { tyne: ['Tyneside', 'Software on Tyne'], wear: ['Wearside', 'Okonkwo'] },
  ],
  [
    'by dates',
    example({ 'Related Contact': [{ 'Birth Date': '< 01/01/1980' }] }),
    { tyne: ['Tyneside', 'Software on Tyne', 'Bell'], wear: ['Wearside'] },
  ],
  [
    'what the examples want that the record itself fits',
    examples({ Name: 'Tyne*', 'Account Synonym': [{ Synonym: 'S*' }] }, { Name: 'Wear*' }, { Name: 'tees' }),
    { tyne: ['Software on Tyne', 'Okonkwo', 'Bell'], wear: ALL.wear },
  ],
  [
    'everything where one example that the record fits asks for nothing',
    examples({ Name: 'Tyne*', 'Account Synonym': [{ Synonym: 'S*' }] }, { Location: 'HQ' }),
    { tyne: ALL.tyne },
  ],
  [
    'those that fit the SearchSpec',
    spec('[Account Synonym.Synonym] LIKE "*side"'),
    { tyne: ['Tyneside', 'Okonkwo', 'Bell'], wear: ['Wearside', 'Okonkwo'] },
  ],
  [
    'those that fit all parts about their component',
    spec(
      '[Account Synonym.Synonym] LIKE "*side" AND [Account Synonym.Synonym] LIKE "Wear*" AND [Related Contact.Person UId] = "ANN"',
    ),
    { tyne: ['Bell'], wear: ['Wearside'] },
  ],
  [
    'those that fit both SearchSpec and example',
    { ...example({ 'Account Synonym': [{ Synonym: '*side' }] }), searchSpec: '[Account Synonym.Synonym] LIKE "T*"' },
    { tyne: ['Tyneside', 'Okonkwo', 'Bell'], wear: ['Okonkwo'] },
  ],
  [
    'those that fit the searchspec in their example',
    childSearchSpec('[Last Name] ~= "BELL"'),
    { tyne: ['Tyneside', 'Software on Tyne', 'Bell'], wear: ['Wearside'] },
  ],
  [
    'all, when EXISTS asks about some',
    { searchSpec: '[Alias] ~= "tyne" AND EXISTS ([Account Synonym.Synonym] = "Tyneside")' },
    { tyne: ALL.tyne },
  ],
  [
    'what is wanted of a record that has other children, too',
    existing('EXISTS ([Account Synonym.Synonym] = "Tyneside")'),
    { tyne: ['Software on Tyne', 'Okonkwo', 'Bell'], wear: ['Wearside', 'Okonkwo'] },
  ],
  [
    'all, when only a user key counts and they have none',
    { ...example({ 'Related Contact': [{}] }, { 'Integration Id': 'tyne' }), byUserKey: true },
    { tyne: ALL.tyne },
  ],
  [
    'those that fit their user key',
    {
      ...example({ 'Related Contact': [{ 'Person UId': 'ANN', 'Last Name': 'other' }] }, { 'Integration Id': 'tyne' }),
      byUserKey: true,
    },
    { tyne: ['Tyneside', 'Software on Tyne', 'Bell'] },
  ],
];

/** The order of children; the credit areas of one account. */
const ORDERS: readonly (readonly [sortSpec: string, synonyms: readonly string[], limits: readonly string[]])[] = [
  ['Name', ['Tyneside', 'Software on Tyne'], ['100.5', '20']],
  ['[Account Synonym.Synonym]', ['Software on Tyne', 'Tyneside'], ['100.5', '20']],
  ['[Account Synonym.Synonym] (DESCENDING)', ['Tyneside', 'Software on Tyne'], ['100.5', '20']],
  [
    '[Credit Profile.Auto Approval Limit], [Account Synonym.Synonym]',
    ['Software on Tyne', 'Tyneside'],
    ['20', '100.5'],
  ],
  ['[Credit Profile.Currency Code]', ['Tyneside', 'Software on Tyne'], ['100.5', '20']],
  ['[Credit Profile.Risk Category]', ['Tyneside', 'Software on Tyne'], ['20', '100.5']],
  ['[Credit Profile.Risk Category] (DESCENDING)', ['Tyneside', 'Software on Tyne'], ['100.5', '20']],
  [
    '[Credit Profile.Currency Code], [Credit Profile.Auto Approval Limit]',
    ['Tyneside', 'Software on Tyne'],
    ['20', '100.5'],
  ],
];

describe('of the children, a query shows', () => {
  let known: KnownAccounts;
  before(async () => {
    known = await knownAccounts();
  });
  after(() => known.database.remove());

  for (const [what, criteria, shown] of CASES) {
    it(what, async () => {
      const found = await known.query({ ...criteria, sortSpec: 'Location' });
      const children = found.map((root) => [
        fieldValue(root, 'Integration Id'),
        [...synonyms(root), ...lastNames(root)],
      ]);
      expect(Object.fromEntries(children.filter(([, names]) => (names?.length ?? 0) > 0))).to.deep.equal(shown);
    });
  }

  for (const [sortSpec, names, limits] of ORDERS) {
    it(`the order of ${sortSpec}`, async () => {
      const [tyne] = await known.query({ ...examples({ 'Integration Id': 'tyne' }), sortSpec });
      expect(synonyms(tyne)).to.deep.equal(names);
      expect(childValues(tyne, 'Credit Profile', 'Auto Approval Limit')).to.deep.equal(limits);
    });
  }

  it('which one is the primary', async () => {
    const [tyne] = await known.query(examples({ 'Integration Id': 'tyne' }));
    const primaries = childrenOf(tyne, 'Account Synonym').map((child) => [fieldValue(child, 'Synonym'), child.primary]);
    expect(primaries).to.deep.equal([
      ['Tyneside', false],
      ['Software on Tyne', true],
    ]);
  });

  it('at most as many as examples can be compared with in about a second', () => {
    const children = Array.from({ length: 6_000 }, () => storedNode([]));
    const anything: Example = { conditions: [], children: [] };
    const examples = new Array<Example>(9_000).fill(anything);
    const show = () =>
      showChildren([storedNode([children])], {
        examples: [{ conditions: [], children: [examples] }],
        conditions: new Map(),
        order: new Map(),
      });
    expect(show).to.throw(CutError).with.property('code', 'SBL-EAI-13012');
  });
});

function storedNode(children: StoredNode[][]): StoredNode {
  const row = { rowId: '1-A', linkRowId: null, parentId: null, values: [] };
  return { component: integrationObject('CUT Sample Account IO').root, row, parent: undefined, children };
}

/** An example of both accounts that have these children. */
function example(children: Sketch, root: Sketch = { Alias: '~= "tyne"' }): { readonly examples: readonly Instance[] } {
  return examples({ ...root, ...children });
}

/** Two examples, the first with this condition; they want different synonyms. */
function existing(searchSpec: string): Criteria {
  const [first, second] = examples(
    { 'Account Synonym': [{ Synonym: 'S*' }] },
    { Alias: '~= "tyne"', 'Account Synonym': [{ Synonym: 'Wear*' }] },
  ).examples;
  return first === undefined || second === undefined ? expect.fail() : { examples: [{ ...first, searchSpec }, second] };
}

function spec(searchSpec: string): Criteria {
  return { searchSpec: `[Alias] ~= "tyne" AND ${searchSpec}` };
}

function childSearchSpec(searchSpec: string): Criteria {
  const { examples: roots } = example({ 'Related Contact': [{}] });
  for (const contact of roots.flatMap((root) => childrenOf(root, 'Related Contact'))) contact.searchSpec = searchSpec;
  return { examples: roots };
}

function synonyms(root: Instance | undefined): string[] {
  return childValues(root, 'Account Synonym', 'Synonym');
}

function lastNames(root: Instance): string[] {
  return childValues(root, 'Related Contact', 'Last Name');
}

function childValues(root: Instance | undefined, component: string, field: string): string[] {
  return childrenOf(root, component).map((child) => fieldValue(child, field) ?? '');
}

function childrenOf(root: Instance | undefined, component: string): Instance[] {
  const ordinal = root?.component.children.findIndex(({ name }) => name === component) ?? -1;
  return root?.children[ordinal] ?? [];
}
