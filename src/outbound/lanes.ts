import { CUT_OUTBOX } from '../store/cut-tables.ts';
import type { RowChange, Transaction, Value } from '../store/store.ts';
import { has, outboxColumns, outboxShape, reference } from './outbox-rows.ts';

/**
 * A lane is what a partner is to get of one object: its first delivery is `Pending`, those behind it are `Queued`, so that the order is kept
 * whoever looks. Both sides, who puts in and who takes out, hold the lock of the outbox's counter meanwhile.
 */

/** Takes the lock and, with it, the first of `count` numbers for new deliveries. */
export function lockLanes(transaction: Transaction, count: number): Promise<number> {
  return transaction.nextSequence(CUT_OUTBOX.name, count);
}

/** Those of `partners` to whom something of this object is on its way. */
export async function busyPartners(
  transaction: Transaction,
  partners: readonly string[],
  objectId: string,
): Promise<ReadonlySet<Value>> {
  const by = ['PARTNER', 'OBJECT_ID'].map(reference);
  const keys = partners.map((partner) => [partner, objectId]);
  const [rows = []] = await transaction.find([{ shape: PENDING_PARTNERS, by, keys }]);
  return new Set(rows.map(([partner = null]) => partner));
}

/** The change that makes the next delivery of a lane pending, now that its first one is out of the way; none when there is none. */
export async function promoteNext(
  transaction: Transaction,
  partner: string,
  objectId: string,
): Promise<readonly RowChange[]> {
  const condition = { kind: 'all', of: [has('PARTNER', partner), has('OBJECT_ID', objectId)] } as const;
  const orderBy = [{ column: reference('SEQ_NUM') }];
  const rows = await transaction.select({ shape: QUEUED_IDS, condition, orderBy, limit: 1 });
  return rows.map(([rowId]) => ({
    kind: 'update',
    table: CUT_OUTBOX,
    rowId: String(rowId),
    columns: STATUS,
    values: ['Pending'],
  }));
}

const PENDING_PARTNERS = outboxShape(['PARTNER'], 'Pending');
const QUEUED_IDS = outboxShape(['ROW_ID'], 'Queued');
const STATUS = outboxColumns(['STATUS_CD']);
