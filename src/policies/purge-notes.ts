import { timestampIn } from '../outbound/timestamp.ts';
import type { Condition, Stamp, Store, Transaction } from '../store/store.ts';
import { notAfter, noteShape, ofPolicy, removal } from './change-notes.ts';
import type { CompiledPolicy } from './compile-policies.ts';
import { purgeTurns } from './hops.ts';

/** Rows deleted by one transaction, so that others get in between. */
const BATCH = 500;

interface PurgeParts {
  readonly store: Store;
  readonly policies: readonly CompiledPolicy[];
  /** Milliseconds. */
  readonly retention: number;
  readonly stamp: Stamp;
}

/**
 * Deletes the notes for policies that are not there, once they are older than the retention: another process may know these policies, or they may come back. And what is
 * remembered of turns that are over.
 */
export async function purgeNotes({ store, policies, retention, stamp }: PurgeParts): Promise<void> {
  const others = policies.map(({ policy }): Condition => ({ kind: 'not', of: ofPolicy(policy.name) }));
  const condition: Condition = { kind: 'all', of: [notAfter('CREATED', timestampIn(-retention)), ...others] };
  await untilNone(store, (transaction) => deleteNotes(transaction, condition, stamp));
  await untilNone(store, (transaction) => purgeTurns(transaction, BATCH, stamp));
}

/** Takes all notes away, whatever their policy: those of the rows that a new database begins with. */
export async function forgetNotes(transaction: Transaction, stamp: Stamp): Promise<void> {
  while ((await deleteNotes(transaction, { kind: 'all', of: [] }, stamp)) > 0);
}

async function deleteNotes(transaction: Transaction, condition: Condition, stamp: Stamp): Promise<number> {
  const rows = await transaction.select({ shape: IDS, condition, limit: BATCH });
  const removals = rows.map(([rowId]) => removal({ rowId: rowId ?? '' }));
  if (removals.length > 0) await transaction.apply(removals, stamp);
  return removals.length;
}

async function untilNone(store: Store, deleteSome: (transaction: Transaction) => Promise<number>): Promise<void> {
  while ((await store.write(deleteSome)) > 0);
}

const IDS = noteShape(['ROW_ID']);
