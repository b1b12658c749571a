import { expect } from 'chai';
import { examples, type KnownAccounts, knownAccounts } from './known-accounts.ts';

/** Field, value in an example, the same as SearchSpec, and which of the known accounts have it. */
const OPERATORS: readonly (readonly [field: string, value: string, searchSpec: string, found: readonly string[]])[] = [
  // equality
  ['Name', 'tees', '[Name] = "tees"', ['tees']],
  ['Name', '= "tees"', "[Account.Name] = 'tees'", ['tees']],
  ['Name', 'Tees', '[Name] = "Tees"', []],
  ['Alias', '<> "Tyne"', '[Alias] <> "Tyne"', ['wear', 'tees']],
  ['Alias', '"AND"', '[Alias] = "AND"', ['tees']],
  ['Credit Score', '712', '[Credit Score] = 712', ['tyne', 'branch']],
  ['Credit Score', '-3.250', '[Credit Score] = -3.25', ['tees']],
  ['Good Standing', 'Y', '[Good Standing] = "Y"', ['tyne']],
  ['EAI Sync Date', '12/31/2025 00:00:00', '[EAI Sync Date] = "2025-12-31 00:00:00"', ['angstrom']],
  ['EAI Sync Date', '02/28/2026', '[EAI Sync Date] = "02/28/2026 23:59:59"', ['wear']],
  ['EAI Sync Date', '<> 02/28/2026', '[EAI Sync Date] <> "02/28/2026 23:59:59"', ['tyne', 'angstrom']],
  // order
  ['Credit Score', '>= 99', '[Credit Score] >= 99', ['tyne', 'wear', 'branch']],
  ['Credit Score', '> 99', '[Credit Score] > 99', ['tyne', 'branch']],
  ['Credit Score', '< 99', '[Credit Score] < 99', ['tees']],
  ['Credit Score', '<= 99', '[Credit Score] <= 99', ['wear', 'tees']],
  ['Name', '>= "Wear"', '[Name] >= "Wear"', ['wear', 'tees', 'angstrom']],
  ['EAI Sync Date', '> 01/15/2026 09:59:59', '[EAI Sync Date] > "01/15/2026 09:59:59"', ['tyne', 'wear']],
  ['EAI Sync Date', '> 01/15/2026', '[EAI Sync Date] > "01/15/2026 23:59:59"', ['wear']],
  ['EAI Sync Date', '<= 01/15/2026', '[EAI Sync Date] <= "01/15/2026 23:59:59"', ['tyne', 'angstrom']],
  ['EAI Sync Date', '>= 01/15/2026', '[EAI Sync Date] >= "01/15/2026"', ['tyne', 'wear']],
  // patterns
  ['Name', 'Tyne*', '[Name] LIKE "Tyne*"', ['tyne', 'branch']],
  ['Name', 'T?ne*Ltd', '[Name] LIKE "T?ne*Ltd"', ['tyne']],
  ['Name', 'LIKE "*s"', '[Name] LIKE "*s"', ['wear', 'tees']],
  ['Name', 'NOT LIKE "*y*"', 'NOT [Name] LIKE "*y*"', ['wear', 'tees', 'angstrom']],
  ['Location', "*'*", '[Location] LIKE "*\'*"', ['branch']],
  ['Name', '~LIKE "TYNE*"', '[Name] ~LIKE "TYNE*"', ['tyne', 'branch']],
  ['Alias', '~= "TYNE"', '[Alias] ~= "TYNE"', ['tyne', 'wear']],
  ['Name', '~LIKE "ångSTRÖM*"', '[Name] ~LIKE "ångSTRÖM*"', ['angstrom']],
  // nulls
  ['Credit Score', 'IS NULL', '[Credit Score] IS NULL', ['angstrom']],
  ['Alias', 'IS NOT NULL', '[Alias] IS NOT NULL', ['tyne', 'wear', 'tees']],
  // combinations
  ['Credit Score', '> 0 AND < 500', '[Credit Score] > 0 AND [Credit Score] < 500', ['wear']],
  ['Credit Score', '99 OR IS NULL', '[Credit Score] = 99 OR [Credit Score] IS NULL', ['wear', 'angstrom']],
  ['Credit Score', 'NOT (99 OR 712)', 'NOT ([Credit Score] = 99 OR [Credit Score] = 712)', ['tees']],
  ['Name', 'tees OR Wear*', '[Name] = "tees" OR [Name] LIKE "Wear*"', ['wear', 'tees']],
  // lists of values, and fields of other rows
  [
    'Account Status',
    'Inactive OR Prospect',
    '[Account Status] = "Inactive" OR [Account Status] = "Prospect"',
    ['wear', 'tees'],
  ],
  ['Account Status', 'S*', '[Account Status] LIKE "S*"', ['angstrom']],
  ['Parent Account', 'Tyne*', '[Parent Account] LIKE "Tyne*"', ['branch']],
];

/** Conditions that only a SearchSpec can say. */
const SEARCH_SPECS: readonly (readonly [searchSpec: string, found: readonly string[]])[] = [
  ['[Location] = "HQ" AND [Credit Score] > 0', ['tyne']],
  ['[Name] = [Alias]', []],
  ['[Alias] ~= "tyne" AND [Parent Account] IS NULL', ['tyne', 'wear']],
  ['Len([Name]) < 5', ['tees']],
  ['Upper([Name]) = "TEES"', ['tees']],
  ['Len([Credit Score]) = 3', ['tyne', 'branch']],
  ['"#" + [Credit Score] = "#-3.25"', ['tees']],
  ['IIf([Name] = "tees", [Account Status], "none") LIKE "Pro*"', ['tees']],
  ['Left([Name], 4) + "/" + [Location] = "Tyne/HQ"', ['tyne']],
  ['IfNull([Credit Score], 0) = 0', ['angstrom']],
  ['[Credit Score] * 2 + 1 = 199', ['wear']],
  ['[EAI Sync Date] < Timestamp()', ['tyne', 'wear', 'angstrom']],
  ['EXISTS ([Related Contact.Last Name] = "Okonkwo")', ['tyne', 'wear']],
  ['EXISTS ([Related Contact.Role] = "Site Contact" AND [Related Contact.Person UId] = "MAYA")', ['wear']],
  ['NOT EXISTS ([Account Synonym.Synonym] LIKE "*")', ['tees', 'angstrom', 'branch']],
  ['EXISTS ([Account Synonym.Synonym] LIKE "*Tyne") OR [Name] = "tees"', ['tyne', 'tees']],
  ['EXISTS ([Credit Profile.Auto Approval Limit] > 100)', ['tyne']],
];

describe('a query finds by operators', () => {
  let known: KnownAccounts;
  before(async () => {
    known = await knownAccounts();
  });
  after(() => known.database.remove());

  for (const [field, value, searchSpec, found] of OPERATORS) {
    it(`${field}: ${value}`, async () => {
      expect(await known.find(examples({ [field]: value })), 'by example').to.deep.equal(found);
      expect(await known.find({ searchSpec }), searchSpec).to.deep.equal(found);
    });
  }

  for (const [searchSpec, found] of SEARCH_SPECS) {
    it(searchSpec, async () => {
      expect(await known.find({ searchSpec })).to.deep.equal(found);
    });
  }
});
