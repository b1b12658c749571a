import type { Criteria } from '../../src/adapter/query.ts';
import type { PageRequest } from '../../src/adapter/query-arguments.ts';
import { type Page, SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import type { Instance } from '../../src/model/instance.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { fieldValue, instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

export const account = integrationObject('CUT Sample Account IO');

const BUSINESS = { 'Account Type Code': 'Customer', Type: 'Business', 'Currency Code': 'GBP' };
const MAYA = { 'Person UId': 'MAYA', 'First Name': 'Maya', 'Last Name': 'Okonkwo', 'Birth Date': '1980-05-01' };
const ANN = { 'Person UId': 'ANN', 'First Name': 'Ann', 'Last Name': 'Bell', 'Birth Date': '1975-12-24' };

/** Five accounts, found again by their integration ids. */
const ACCOUNTS: readonly Sketch[] = [
  {
    ...BUSINESS,
    'Integration Id': 'tyne',
    Name: 'Tyne Software Ltd',
    Location: 'HQ',
    Alias: 'Tyne',
    'Credit Score': '712',
    'EAI Sync Date': '2026-01-15 10:00:00',
    'Good Standing': 'Y',
    'Related Contact': [
      { ...MAYA, Role: 'Decision Maker' },
      { ...ANN, Role: 'Billing Contact' },
    ],
    'Account Synonym': [{ Synonym: 'Tyneside' }, { Synonym: 'Software on Tyne', primary: true }],
    'Credit Profile': [
      { 'Credit Area': 'North', 'Auto Approval Limit': '100.5', 'Risk Category': 'Low' },
      { 'Credit Area': 'South', 'Auto Approval Limit': '20' },
    ],
  },
  {
    ...BUSINESS,
    'Integration Id': 'wear',
    Name: 'Wear & Sons',
    Location: 'York',
    Alias: 'tyne',
    'Credit Score': '99',
    'Account Status': 'Inactive',
    'EAI Sync Date': '2026-02-28 23:59:59',
    'Related Contact': [{ ...MAYA, Role: 'Site Contact' }],
    'Account Synonym': [{ Synonym: 'Wearside' }],
  },
  {
    ...BUSINESS,
    'Integration Id': 'tees',
    Name: 'tees',
    Type: 'Residential',
    Alias: 'AND',
    'Credit Score': '-3.25',
    'Account Status': 'Prospect',
  },
  {
    ...BUSINESS,
    'Integration Id': 'angstrom',
    Name: 'Ångström "100%" O*ne?',
    Location: 'HQ',
    'Account Status': 'Suspended',
    'EAI Sync Date': '2025-12-31 00:00:00',
  },
  {
    ...BUSINESS,
    'Integration Id': 'branch',
    Name: 'Tyne Software Branch',
    Location: "King's Lynn",
    'Credit Score': '712',
    'Parent Account Integration Id': 'tyne',
  },
];

export interface KnownAccounts {
  readonly database: TestDatabase;
  query(criteria: Criteria): Promise<readonly Instance[]>;
  page(criteria: Criteria, request: PageRequest): Promise<Page>;
  /** Integration ids of what is found, in the order of the answer. */
  find(criteria: Criteria): Promise<(string | null | undefined)[]>;
  /** What the query is refused with. */
  refusal(criteria: Criteria, request?: PageRequest): Promise<CutError>;
}

/** A new database with the known accounts; `database.remove` ends it. */
export async function knownAccounts(): Promise<KnownAccounts> {
  const database = await createDatabase();
  const adapter = new SiebelAdapter(model, { queryLimit: 50, maximumPageSize: 20 });
  for (const sketch of ACCOUNTS) {
    await database.store.write((transaction) =>
      adapter.write(transaction, instanceList(account, sketch), { method: 'Upsert', stamp: STAMP }),
    );
  }
  const query = async (criteria: Criteria) =>
    (await database.store.read((reader) => adapter.query(reader, account, criteria))).roots;
  const page = (criteria: Criteria, request: PageRequest) =>
    database.store.read((reader) => adapter.queryPage(reader, account, criteria, request));
  return {
    database,
    query,
    page,
    find: async (criteria) => integrationIds(await query(criteria)),
    async refusal(criteria, request) {
      const error: unknown = await (request === undefined ? query(criteria) : page(criteria, request)).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!(error instanceof CutError)) throw new Error('it was not refused', { cause: error });
      return error;
    },
  };
}

export function integrationIds(instances: readonly Instance[]): (string | null | undefined)[] {
  return instances.map((instance) => fieldValue(instance, 'Integration Id'));
}

/** Criteria by example. */
export function examples(...sketches: readonly Sketch[]): { readonly examples: readonly Instance[] } {
  return { examples: instanceList(account, ...sketches).roots };
}
