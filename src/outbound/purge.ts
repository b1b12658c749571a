import { CUT_OUTBOX, CUT_OUTBOX_TRY } from '../store/cut-tables.ts';
import type { Row, RowChange, Shape, Stamp, Store, Transaction } from '../store/store.ts';
import { type DeliveryStatus, has, notAfter, outboxShape, tryReference, tryShape } from './outbox-rows.ts';
import { type Arrived, noteOvertaken } from './overtaken.ts';
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
  const notes: RowChange[] = [];
  for (const status of statuses) {
    const of = [notAfter('LAST_UPD', before), ...(partner === undefined ? [] : [has('PARTNER', partner)])];
    const shape = BY_STATUS[status];
    const rows = await transaction.select({ shape, condition: { kind: 'all', of }, limit: BATCH });
    rowIds.push(...rows.flatMap(([rowId]) => rowId ?? []));
    if (status === 'Delivered') notes.push(...(await noteOvertaken(transaction, rows.flatMap(arrived))));
  }
  if (rowIds.length === 0) return 0;
  const [tries = []] = await transaction.find([{ shape: TRIES, by: [OUTBOX_ID], keys: rowIds.map((id) => [id]) }]);
  const gone = new Set(rowIds);
  const changes: readonly RowChange[] = [
    ...notes.filter(({ rowId }) => !gone.has(rowId)),
    ...tries.map(([rowId]): RowChange => ({ kind: 'delete', table: CUT_OUTBOX_TRY, rowId: rowId ?? '' })),
    ...rowIds.map((rowId): RowChange => ({ kind: 'delete', table: CUT_OUTBOX, rowId })),
  ];
  await transaction.apply(changes, stamp);
  return rowIds.length;
}

/** Nothing where it is about no object. */
function arrived([rowId, partner, objectId, sequence]: Row): readonly Arrived[] {
  if (rowId == null || partner == null || objectId == null) return [];
  return [{ rowId, partner, objectId, sequence: Number(sequence) }];
}

const COLUMNS = ['ROW_ID', 'PARTNER', 'OBJECT_ID', 'SEQ_NUM'] as const;
const BY_STATUS: Readonly<Record<DeliveryStatus, Shape>> = {
  Pending: outboxShape(COLUMNS, 'Pending'),
  Queued: outboxShape(COLUMNS, 'Queued'),
  Delivered: outboxShape(COLUMNS, 'Delivered'),
  Dead: outboxShape(COLUMNS, 'Dead'),
  Skipped: outboxShape(COLUMNS, 'Skipped'),
};
const OUTBOX_ID = tryReference('OUTBOX_ID');
const TRIES = tryShape(['ROW_ID']);
