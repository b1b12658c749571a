import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { WriteOptions } from '../../src/adapter/write.ts';
import type { WriteResult } from '../../src/adapter/write-result.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import type { Instance, InstanceList } from '../../src/model/instance.ts';
import type { IntegrationObject } from '../../src/model/model.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { instanceList, type Sketch } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';

export const account = integrationObject('CUT Sample Account IO');

export const TYNE = {
  Name: 'Tyne',
  Location: 'HQ',
  'Account Type Code': 'Customer',
  Type: 'Business',
  'Currency Code': 'GBP',
};
export const MAYA = { 'Person UId': 'MAYA', 'First Name': 'Maya', 'Last Name': 'Okonkwo' };

export interface AdapterDatabase {
  readonly adapter: SiebelAdapter;
  readonly database: TestDatabase;
  write(list: InstanceList, options?: Partial<WriteOptions>): Promise<WriteResult>;
  /** Upserts accounts. */
  receive(...roots: readonly Sketch[]): Promise<WriteResult>;
  get(rowId: string, object?: IntegrationObject): Promise<Instance | undefined>;
  /** Accounts by example. */
  find(...examples: readonly Sketch[]): Promise<readonly Instance[]>;
}

/** An adapter of the shipped model on a new database; `database.remove` ends it. */
export async function adapterDatabase(): Promise<AdapterDatabase> {
  const database = await createDatabase();
  const adapter = new SiebelAdapter(model, { queryLimit: 50 });
  const write = (list: InstanceList, options: Partial<WriteOptions> = {}): Promise<WriteResult> =>
    database.store.write((transaction) =>
      adapter.write(transaction, list, { method: 'Upsert', stamp: STAMP, ...options }),
    );
  return {
    adapter,
    database,
    write,
    receive: (...roots) => write(instanceList(account, ...roots)),
    async get(primaryRowId, object = account) {
      const { roots } = await database.store.read((reader) => adapter.query(reader, object, { primaryRowId }));
      return roots[0];
    },
    async find(...examples) {
      const criteria = { examples: instanceList(account, ...examples).roots };
      return (await database.store.read((reader) => adapter.query(reader, account, criteria))).roots;
    },
  };
}

/** What `work` is refused with. */
export async function refusal(work: Promise<unknown>): Promise<CutError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CutError)) throw new Error('it was not refused', { cause: error });
  return error;
}
