import { CUT_OUTBOX, CUT_OUTBOX_TRY } from '../store/cut-tables.ts';
import type { RowChange, Shape, Stamp, Store, Transaction } from '../store/store.ts';
import { type DeliveryStatus, has, notAfter, outboxShape, tryReference, tryShape } from './outbox-rows.ts';
import { timestampIn } from './timestamp.ts';

export interface PurgeOptions {
  /** Milliseconds: what has not changed for so long is purged. */
  readonly age: number;
  readonly statuses: readonly DeliveryStatus[];
  /** Of one partner only. */
  readonly partner?: string;
}

/** Rows deleted by one transaction, so that others get in between. */
const BATCH = 200;

/**
 * Deletes deliveries that are over, with their tries.
 * @param stop ends it early
 * @returns how many deliveries
 */
export async function purgeOutbox(
  store: Store,
  options: PurgeOptions,
  stamp: Stamp,
  stop?: AbortSignal,
): Promise<number> {
  const before = timestampIn(-options.age);
  let purged = 0;
  for (;;) {
    const count = await store.write((transaction) => purgeBatch(transaction, options, before, stamp));
    purged += count;
    if (count === 0 || stop?.aborted) return purged;
  }
}

async function purgeBatch(
  transaction: Transaction,
  { statuses, partner }: PurgeOptions,
  before: string,
  stamp: Stamp,
): Promise<number> {
  const rowIds: string[] = [];
  for (const status of statuses) {
    const of = [notAfter('LAST_UPD', before), ...(partner === undefined ? [] : [has('PARTNER', partner)])];
    const shape = IDS_BY_STATUS[status];
    const rows = await transaction.select({ shape, condition: { kind: 'all', of }, limit: BATCH });
    rowIds.push(...rows.flatMap(([rowId]) => rowId ?? []));
  }
  if (rowIds.length === 0) return 0;
  const [tries = []] = await transaction.find([{ shape: TRIES, by: [OUTBOX_ID], keys: rowIds.map((id) => [id]) }]);
  const changes: readonly RowChange[] = [
    ...tries.map(([rowId]): RowChange => ({ kind: 'delete', table: CUT_OUTBOX_TRY, rowId: rowId ?? '' })),
    ...rowIds.map((rowId): RowChange => ({ kind: 'delete', table: CUT_OUTBOX, rowId })),
  ];
  await transaction.apply(changes, stamp);
  return rowIds.length;
}

const IDS_BY_STATUS: Readonly<Record<DeliveryStatus, Shape>> = {
  Pending: outboxShape(['ROW_ID'], 'Pending'),
  Queued: outboxShape(['ROW_ID'], 'Queued'),
  Delivered: outboxShape(['ROW_ID'], 'Delivered'),
  Dead: outboxShape(['ROW_ID'], 'Dead'),
  Skipped: outboxShape(['ROW_ID'], 'Skipped'),
};
const OUTBOX_ID = tryReference('OUTBOX_ID');
const TRIES = tryShape(['ROW_ID']);
