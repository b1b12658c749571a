import type { SiebelAdapter } from '../adapter/siebel-adapter.ts';
import type { Seed, SeedRow } from '../model/seed.ts';
import { forgetNotes } from '../policies/purge-notes.ts';
import type { ColumnReference, RowChange, Stamp, Store, Transaction } from '../store/store.ts';
import { refusalIn, type SampleDocument } from './sample-documents.ts';

/** What a new database starts with. */
export interface StartingData {
  readonly seed: Seed;
  /** Whether the sample records are wanted. */
  readonly samples: boolean;
  /** Asked for only when they are written. */
  readonly documents: () => readonly SampleDocument[];
}

/** ROW_ID of Siebel's own administrator, who writes what nobody has called for. */
export const SYSTEM_USER_ID = '0-1';

/**
 * Gives an empty database its first rows, all of them or none, which are no changes that partners must hear of; leaves any other database alone.
 * @returns whether it was empty
 * @throws Refusal when a sample document cannot be written
 */
export async function seedDatabase(store: Store, adapter: SiebelAdapter, data: StartingData): Promise<boolean> {
  if (!(await store.read((reader) => isEmpty(reader, data.seed)))) return false;
  return store.write(async (transaction) => {
    // Asked again under the lock: another process may have been faster.
    if (!(await isEmpty(transaction, data.seed))) return false;
    const stamp: Stamp = { by: SYSTEM_USER_ID, source: 'seed' };
    const rows = data.samples ? [...data.seed.always, ...data.seed.samples] : data.seed.always;
    await transaction.apply(rows.map(insert), stamp);
    if (data.samples) await writeDocuments(transaction, adapter, data.documents(), stamp);
    await forgetNotes(transaction, stamp);
    return true;
  });
}

/** Whether the first row that every database gets is missing. */
async function isEmpty(reader: Pick<Transaction, 'find'>, { always, samples }: Seed): Promise<boolean> {
  const [first] = [...always, ...samples];
  if (first === undefined) return false;
  const rowId = rowIdOf(first);
  const shape = { table: first.table, joins: [], where: [], columns: [rowId] };
  const [rows] = await reader.find([{ shape, by: [rowId], keys: [[first.rowId]] }]);
  return rows?.length === 0;
}

function rowIdOf({ table }: SeedRow): ColumnReference {
  const column = table.columns.get('ROW_ID');
  if (column === undefined) throw new RangeError(`table ${table.name} has no ROW_ID`);
  return { alias: 't', column };
}

function insert(row: SeedRow): RowChange {
  return { kind: 'insert', ...row };
}

async function writeDocuments(
  transaction: Transaction,
  adapter: SiebelAdapter,
  documents: readonly SampleDocument[],
  stamp: Stamp,
): Promise<void> {
  for (const { file, list } of documents) {
    try {
      await adapter.write(transaction, list, { method: 'Upsert', stamp, acceptRowIds: true });
    } catch (error) {
      throw refusalIn(file, error);
    }
  }
}
