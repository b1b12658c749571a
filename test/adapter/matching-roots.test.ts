import { expect } from 'chai';
import { modelLookups } from '../../src/adapter/model-lookups.ts';
import { objectRows } from '../../src/adapter/object-rows.ts';
import { type Criteria, matchingRoots } from '../../src/adapter/query.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import { model } from '../support/model.ts';
import { account, examples, type KnownAccounts, knownAccounts } from './known-accounts.ts';

const FOUND: readonly (readonly [what: string, criteria: Criteria, found: readonly string[]])[] = [
  ['a SearchSpec', { searchSpec: '[Name] LIKE "Tyne*"' }, ['tyne', 'branch']],
  ['EXISTS', { searchSpec: 'EXISTS ([Account Synonym.Synonym] = "Wearside")' }, ['wear']],
  ['examples', examples({ Name: 'tees' }, { Location: 'York' }), ['wear', 'tees']],
  ['a user key', { ...examples({ 'Integration Id': 'tees', Name: 'other' }), byUserKey: true }, ['tees']],
  ['what nothing fits', { primaryRowId: '1-NONE' }, []],
];

const REFUSED: readonly (readonly [what: string, criteria: Criteria, code: string])[] = [
  ['no criteria', {}, 'SBL-EAI-04396'],
  ['a part about children', { searchSpec: '[Name] = "tees" AND [Account Synonym.Synonym] = "x"' }, 'SBL-EAI-13011'],
  ['children in an example', examples({ Name: 'tees', 'Account Synonym': [{ Synonym: 'x' }] }), 'SBL-EAI-13011'],
  ['what more fit than the limit', { searchSpec: '[Name] IS NOT NULL' }, 'SBL-DAT-00500'],
];

describe('the records that fit criteria, for a delete', () => {
  const rows = objectRows(account);
  const integrationId = account.root.fieldsByName.get('Integration Id') ?? expect.fail();
  let known: KnownAccounts;
  before(async () => {
    known = await knownAccounts();
  });
  after(() => known.database.remove());

  const match = (criteria: Criteria) =>
    known.database.store.read((reader) =>
      matchingRoots(reader, rows, criteria, { limit: 3, lookups: modelLookups(model) }),
    );

  for (const [what, criteria, found] of FOUND) {
    it(`are found by ${what}`, async () => {
      const matching = await match(criteria);
      expect(matching.map(({ values }) => values[integrationId.ordinal])).to.deep.equal(found);
    });
  }

  for (const [what, criteria, code] of REFUSED) {
    it(`are not looked for by ${what}`, async () => {
      const error: unknown = await match(criteria).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(CutError).and.include({ code });
    });
  }
});
