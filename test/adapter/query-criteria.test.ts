import { expect } from 'chai';
import type { Criteria } from '../../src/adapter/query.ts';
import type { Instance } from '../../src/model/instance.ts';
import { fieldValue, type Sketch } from '../support/instances.ts';
import { examples, type KnownAccounts, knownAccounts } from './known-accounts.ts';

const BY_TYNE = examples({ 'Integration Id': 'tyne' });

/** Criteria that narrow each other down (siebel-eai, 5.6). */
const COMBINATIONS: readonly (readonly [what: string, criteria: Criteria, found: readonly string[]])[] = [
  ['several fields of an example', examples({ Location: 'HQ', Name: 'Tyne*' }), ['tyne']],
  ['several examples, which are a union', examples({ Location: 'York' }, { Name: 'tees' }), ['wear', 'tees']],
  [
    'two examples that one record fits',
    examples({ Location: 'HQ' }, { Name: 'Tyne*' }),
    ['tyne', 'angstrom', 'branch'],
  ],
  ['example and SearchSpec', { ...examples({ Location: 'HQ' }), searchSpec: '[Credit Score] > 1' }, ['tyne']],
  ['an example that asks for nothing, and a SearchSpec', { ...examples({}), searchSpec: '[Name] = "tees"' }, ['tees']],
  ['a searchspec in an example', withSearchSpec('[Name] LIKE "T*" AND [Credit Score] > 700'), ['tyne', 'branch']],
  ['a searchspec in an example beside values', withSearchSpec('[Credit Score] > 1', { Location: 'HQ' }), ['tyne']],
  ['a SearchSpec, and an empty row id', { searchSpec: '[Name] = "tees"', primaryRowId: '' }, ['tees']],
  ['an example, and an empty SearchSpec', { ...BY_TYNE, searchSpec: '' }, ['tyne']],
  ['ViewMode All', { ...BY_TYNE, viewMode: 'All' }, ['tyne']],
  ['an empty ViewMode', { ...BY_TYNE, viewMode: '' }, ['tyne']],
];

/** Of an example, only a user key counts (siebel-eai, 5.5, QueryByUserKey). */
const USER_KEYS: readonly (readonly [what: string, criteria: Criteria, found: readonly string[]])[] = [
  ['the first complete key alone', examples({ 'Integration Id': 'tyne', Name: 'other', Alias: 'other' }), ['tyne']],
  ['a key that a default completes', examples({ Name: 'Wear & Sons', Location: 'York', Alias: 'other' }), ['wear']],
  ['a key whose value looks like operators', examples({ 'Integration Id': 't*' }), []],
  [
    'a key for each example',
    examples({ 'Integration Id': 'tees' }, { Name: 'Wear & Sons', Location: 'York' }),
    ['wear', 'tees'],
  ],
];

const ORDERS: readonly (readonly [sortSpec: string, found: readonly string[]])[] = [
  ['Name', ['branch', 'tyne', 'wear', 'tees', 'angstrom']],
  ['[Name] (DESCENDING)', ['angstrom', 'tees', 'wear', 'tyne', 'branch']],
  ['Credit Score', ['angstrom', 'tees', 'wear', 'tyne', 'branch']],
  ['Credit Score (DESCENDING), Name', ['branch', 'tyne', 'wear', 'tees', 'angstrom']],
  ['[Account.Location] (DESCENDING), Name (DESCENDING)', ['wear', 'branch', 'angstrom', 'tyne', 'tees']],
  ['Parent Account (DESCENDING)', ['branch', 'tyne', 'wear', 'tees', 'angstrom']],
];

const REFUSED: readonly (readonly [what: string, criteria: Criteria, code: string, location: object])[] = [
  ['no criteria', {}, 'SBL-EAI-04396', {}],
  ['empty criteria', { primaryRowId: '', searchSpec: '', examples: [] }, 'SBL-EAI-04396', {}],
  ['a SearchSpec that always holds', { searchSpec: '1 = 1' }, 'SBL-EAI-04396', {}],
  ['one that holds whatever the field has', { searchSpec: '[Name] = "x" OR NOT "a" = "b"' }, 'SBL-EAI-04396', {}],
  ['one that holds by a choice', { searchSpec: 'IIf(1 = 2, 1, Len("a")) = 1' }, 'SBL-EAI-04396', {}],
  ['a searchspec that always holds', withSearchSpec('"a" LIKE "*" AND "a" IS NOT NULL'), 'SBL-EAI-04396', {}],
  ['an example without values', examples({ Alias: null }), 'SBL-EAI-04396', {}],
  ['one example of two without values', examples({ Alias: 'x' }, {}), 'SBL-EAI-04396', {}],
  ['an example of children only', examples({ 'Account Synonym': [{ Synonym: 'x' }] }), 'SBL-EAI-04396', {}],
  ['a SearchSpec about children only', { searchSpec: '[Account Synonym.Synonym] = "x"' }, 'SBL-EAI-04396', {}],
  [
    'another ViewMode',
    { ...BY_TYNE, viewMode: 'Sales Rep' },
    'SBL-EAI-04388',
    { argument: 'ViewMode', value: 'Sales Rep', allowed: ['All'] },
  ],
  ['a ViewMode that Siebel does not know', { ...BY_TYNE, viewMode: 'all' }, 'SBL-EAI-04388', { allowed: ['All'] }],
  ['more examples than records may be answered', tooManyExamples(), 'SBL-EAI-04388', {}],
  [
    'an example without a complete user key',
    { ...examples({ Name: 'tees' }), byUserKey: true },
    'SBL-EAI-04397',
    { component: 'Account' },
  ],
  [
    'a value that is no number',
    examples({ 'Credit Score': 'high' }),
    'SBL-EAI-13010',
    { component: 'Account', field: 'Credit Score', value: 'high' },
  ],
  ['a value that is no query', examples({ Name: '= "x' }), 'SBL-EAI-13002', { field: 'Name', instance: '1' }],
  ['a searchspec that is no query', withSearchSpec('[Name] ='), 'SBL-EAI-13002', { field: 'searchspec' }],
  [
    'a searchspec about another component',
    withSearchSpec('[Account Synonym.Synonym] = "x"'),
    'SBL-DAT-00398',
    { field: 'searchspec' },
  ],
  [
    'a SearchSpec that is no query',
    { searchSpec: '[Name' },
    'SBL-EAI-13002',
    { argument: 'SearchSpec', value: '[Name' },
  ],
  ['an unknown field', { searchSpec: '[Nme] = "x"' }, 'SBL-DAT-00398', { argument: 'SearchSpec' }],
  ['an unknown component', { searchSpec: '[Acount.Name] = "x"' }, 'SBL-DAT-00398', { argument: 'SearchSpec' }],
  [
    'a SearchSpec whose condition mixes components',
    { searchSpec: '[Name] = "x" OR [Account Synonym.Synonym] = "x"' },
    'SBL-EAI-13011',
    { argument: 'SearchSpec' },
  ],
  [
    'EXISTS beside a child',
    { searchSpec: 'EXISTS ([Related Contact.Role] = "x") OR [Account Synonym.Synonym] = "x"' },
    'SBL-EAI-13011',
    { argument: 'SearchSpec' },
  ],
  [
    'components mixed in a function',
    { searchSpec: 'IIf([Account Synonym.Synonym] = "x", [Name], [Alias]) = "x"' },
    'SBL-EAI-13011',
    { argument: 'SearchSpec' },
  ],
  [
    'a comparison of components',
    { searchSpec: '[Name] = [Account Synonym.Synonym]' },
    'SBL-EAI-13011',
    { argument: 'SearchSpec' },
  ],
  [
    'EXISTS over what is no child',
    { searchSpec: '[Name] = "x" AND EXISTS ([Account.Name] = "x")' },
    'SBL-DAT-00398',
    { argument: 'SearchSpec' },
  ],
  [
    'a function that databases do not have',
    { searchSpec: 'ToChar([Credit Score], "0.00") = "1.00"' },
    'SBL-EAI-13010',
    { argument: 'SearchSpec' },
  ],
  [
    'a list of values that is not there',
    { searchSpec: '[Name] = LookupValue("STATUS", "x")' },
    'SBL-EAI-13011',
    { argument: 'SearchSpec' },
  ],
  [
    'a value map that is not there',
    { searchSpec: '[Name] = EAILookupSiebel("COUNTRY", "x")' },
    'SBL-EAI-13011',
    { argument: 'SearchSpec' },
  ],
  [
    'a value that a value map does not have',
    { searchSpec: '[Name] = EAILookupSiebel("COUNTRY_CODE", "x")' },
    'SBL-EAI-13011',
    { argument: 'SearchSpec' },
  ],
  [
    'a direction that there is not',
    { searchSpec: '[Name] = Lookup("COUNTRY_CODE", "Inbound", "GB")' },
    'SBL-EAI-13011',
    { argument: 'SearchSpec' },
  ],
  [
    'more patterns than a database may be asked',
    examples(...repeat(50, { Name: 'a* OR b* OR c* OR d* OR e*' })),
    'SBL-EAI-13012',
    {},
  ],
  [
    'more patterns about children',
    { searchSpec: `EXISTS (${repeat(201, '[Account Synonym.Synonym] LIKE "a*"').join(' OR ')})` },
    'SBL-EAI-13012',
    {},
  ],
  ['more that is to be NOT', { searchSpec: `NOT (${repeat(201, '[Name] = "x"').join(' OR ')})` }, 'SBL-EAI-13012', {}],
  ['more alternatives about different fields', { searchSpec: differentFields(101) }, 'SBL-EAI-13012', {}],
  [
    'more EXISTS',
    { searchSpec: repeat(101, 'EXISTS ([Account Synonym.Synonym] LIKE "a*")').join(' OR ') },
    'SBL-EAI-13012',
    {},
  ],
  [
    'more comparisons than a database may be asked',
    examples(...repeat(7, { Name: repeat(4_900, 'a').join(' OR ') })),
    'SBL-EAI-13012',
    {},
  ],
  [
    'more in examples than one query may ask',
    examples({ Name: 'x', 'Account Synonym': repeat(5_000, { Synonym: 'x' }) }),
    'SBL-EAI-13012',
    {},
  ],
  ['a SortSpec with an unknown field', { ...BY_TYNE, sortSpec: 'Nme' }, 'SBL-DAT-00398', { argument: 'SortSpec' }],
  ['a SortSpec that cannot be read', { ...BY_TYNE, sortSpec: 'Name,' }, 'SBL-EAI-13002', { argument: 'SortSpec' }],
];

describe('criteria of a query', () => {
  let known: KnownAccounts;
  before(async () => {
    known = await knownAccounts();
  });
  after(() => known.database.remove());

  describe('are joined with AND', () => {
    for (const [what, criteria, found] of COMBINATIONS) {
      it(what, async () => {
        expect(await known.find(criteria)).to.deep.equal(found);
      });
    }

    it('row id and SearchSpec', async () => {
      const [tyne] = await known.query(BY_TYNE);
      const primaryRowId = fieldValue(tyne, 'Account Id') ?? expect.fail();
      expect(await known.find({ primaryRowId })).to.deep.equal(['tyne']);
      expect(await known.find({ primaryRowId, searchSpec: '[Location] = "HQ"' })).to.deep.equal(['tyne']);
      expect(await known.find({ primaryRowId, searchSpec: '[Location] = "York"' })).to.deep.equal([]);
    });
  });

  describe('by user key take', () => {
    for (const [what, criteria, found] of USER_KEYS) {
      it(what, async () => {
        expect(await known.find({ ...criteria, byUserKey: true })).to.deep.equal(found);
      });
    }
  });

  describe('are answered in the order of', () => {
    for (const [sortSpec, found] of ORDERS) {
      it(sortSpec, async () => {
        expect(await known.find({ searchSpec: '[Name] IS NOT NULL', sortSpec })).to.deep.equal(found);
      });
    }
  });

  describe('are refused:', () => {
    for (const [what, criteria, code, location] of REFUSED) {
      it(what, async () => {
        const error = await known.refusal(criteria);
        expect(error.code, error.message).to.equal(code);
        expect(error.location).to.deep.include(location);
      });
    }

    it('all that is wrong in an example at once', async () => {
      const error = await known.refusal(examples({ 'Credit Score': 'high' }, { Name: '= "x', 'Credit Days': '>' }));
      expect(error.all.map(({ location }) => [location.instance, location.field])).to.deep.equal([
        ['1', 'Credit Score'],
        ['2', 'Name'],
        ['2', 'Credit Days'],
      ]);
    });

    it('with what to send instead', async () => {
      expect((await known.refusal({})).message)
        .to.include('SearchSpec')
        .and.include('ListOfCutSampleAccountIo');
      expect((await known.refusal({ ...BY_TYNE, viewMode: 'Manager' })).message).to.include('visibility');
    });
  });

  it('know the lists of values', async () => {
    const searchSpec = '[Account Status] = LookupName("ACCOUNT_STATUS", "Prospect")';
    expect(await known.find({ searchSpec })).to.deep.equal(['tees']);
    expect(await known.find({ searchSpec: searchSpec.replace('LookupName', 'LookupValue') })).to.deep.equal(['tees']);
  });
});

function withSearchSpec(searchSpec: string, sketch: Sketch = {}): { readonly examples: readonly Instance[] } {
  return { examples: examples(sketch).examples.map((instance) => ({ ...instance, searchSpec })) };
}

function repeat<T>(count: number, value: T): T[] {
  return new Array<T>(count).fill(value);
}

/** Alternatives of which no two are a list of keys. */
function differentFields(count: number): string {
  const one = (index: number) => `[Name] = "${index}" AND ([Alias] = "x" OR [Location] = "x")`;
  return Array.from({ length: count }, (_, index) => one(index)).join(' OR ');
}

function tooManyExamples(): { readonly examples: readonly Instance[] } {
  return examples(...Array.from({ length: 51 }, (_, index) => ({ Location: `L${index}` })));
}
