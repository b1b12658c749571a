import type { SiebelAdapter } from '../adapter/siebel-adapter.ts';
import type { InstanceList } from '../model/instance.ts';
import type { Seed, SeedRow } from '../model/seed.ts';
import type { RowChange, Stamp, Store, Transaction } from '../store/store.ts';

/** SADMIN, whom the seed brings along, writes what a new database starts with. */
const STAMP: Stamp = { by: '0-1', source: 'seed' };

/**
 * Gives an empty database the rows of the seed and, if wanted, the sample records; all in one transaction, so that a database is either empty or complete.
 * @param samples documents to load; undefined for none, neither documents nor sample rows
 * @returns whether the database was empty
 */
export async function fillDatabase(
  store: Store,
  adapter: SiebelAdapter,
  seed: Seed,
  samples: (() => readonly InstanceList[]) | undefined,
): Promise<boolean> {
  if (await store.read((reader) => isFilled(reader, seed))) return false;
  const documents = samples?.() ?? [];
  return store.write(async (transaction) => {
    if (await isFilled(transaction, seed)) return false;
    const rows = samples === undefined ? seed.always : [...seed.always, ...seed.samples];
    await transaction.apply(rows.map(insertion), STAMP);
    for (const list of documents) await adapter.upsert(transaction, list, { stamp: STAMP, acceptRowIds: true });
    return true;
  });
}

function insertion(row: SeedRow): RowChange {
  return { kind: 'insert', ...row };
}

/** The rows that every database starts with are never deleted: the first one tells. */
async function isFilled(reader: Pick<Transaction, 'find'>, { always }: Seed): Promise<boolean> {
  const [first] = always;
  const column = first?.table.columns.get('ROW_ID');
  if (first === undefined || column === undefined) return true;
  const rowId = { alias: 't', column };
  const shape = { table: first.table, joins: [], where: [], columns: [rowId] };
  const [found = []] = await reader.find([{ shape, by: [rowId], keys: [[first.rowId]] }]);
  return found.length > 0;
}
