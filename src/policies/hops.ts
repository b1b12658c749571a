import { timestampIn } from '../outbound/timestamp.ts';
import { CUT_POLICY_HOP } from '../store/cut-tables.ts';
import type { RowChange, Stamp, Transaction } from '../store/store.ts';
import { columnsOf, referenceTo, shapeOf } from '../store/table-columns.ts';
import { type ChangedObject, onlyOrigin } from './changed-object.ts';

/** Milliseconds without a turn after which the next one is the first again. */
const FORGOTTEN = 600_000;

/** In place of the partner's name when several have changed the object before anybody looked. */
const SEVERAL = '*';

/** What the next turn of an object comes to. */
export interface Turn {
  /** So many turns have been taken in a row, this one included. */
  readonly hops: number;
  /** To be written when the object is sent. */
  readonly changes: readonly RowChange[];
}

/**
 * Counts how often partners have changed an object in turns: each gets what the other one has made of it, so that it may never end. A partner that changes an object
 * again and again takes one turn; a change by anybody else begins anew.
 */
export async function nextTurn(transaction: Transaction, policy: string, object: ChangedObject): Promise<Turn> {
  const find = { shape: HOP, by: KEY, keys: [[object.objectId, policy]] };
  const [rows = []] = await transaction.find([find]);
  const [rowId, last, hops, taken] = rows[0] ?? [];
  if (object.origins.has(undefined)) {
    return { hops: 0, changes: rowId ? [{ kind: 'delete', table: CUT_POLICY_HOP, rowId }] : [] };
  }
  const goesOn = typeof taken === 'string' && taken > timestampIn(-FORGOTTEN);
  const partner = onlyOrigin(object) ?? SEVERAL;
  const isSame = last === partner && partner !== SEVERAL;
  const counted = goesOn ? Number(hops) + (isSame ? 0 : 1) : 1;
  const values = [policy, object.objectId, partner, String(counted)];
  if (rowId) {
    return { hops: counted, changes: [{ kind: 'update', table: CUT_POLICY_HOP, rowId, columns: COLUMNS, values }] };
  }
  const [newRowId = ''] = await transaction.allocateRowIds(1);
  return {
    hops: counted,
    changes: [{ kind: 'insert', table: CUT_POLICY_HOP, rowId: newRowId, columns: COLUMNS, values }],
  };
}

/** Deletes up to `limit` turns that count no more. @returns how many */
export async function purgeTurns(transaction: Transaction, limit: number, stamp: Stamp): Promise<number> {
  const condition = {
    kind: 'compare',
    operator: '<=',
    left: { type: 'datetime', kind: 'column', column: referenceTo(CUT_POLICY_HOP, 'LAST_UPD') },
    right: { type: 'datetime', kind: 'value', value: timestampIn(-FORGOTTEN) },
    ignoreCase: false,
  } as const;
  const rows = await transaction.select({ shape: IDS, condition, limit });
  const changes = rows.map(([rowId]): RowChange => ({ kind: 'delete', table: CUT_POLICY_HOP, rowId: rowId ?? '' }));
  if (changes.length > 0) await transaction.apply(changes, stamp);
  return changes.length;
}

const COLUMNS = columnsOf(CUT_POLICY_HOP, ['POLICY', 'OBJECT_ID', 'PARTNER', 'HOPS']);
const KEY = ['OBJECT_ID', 'POLICY'].map((name) => referenceTo(CUT_POLICY_HOP, name));
const HOP = shapeOf(CUT_POLICY_HOP, ['ROW_ID', 'PARTNER', 'HOPS', 'LAST_UPD']);
const IDS = shapeOf(CUT_POLICY_HOP, ['ROW_ID']);
