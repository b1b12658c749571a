import type { RetryPolicy } from '../model/partner.ts';
import { CUT_OUTBOX, CUT_OUTBOX_TRY } from '../store/cut-tables.ts';
import type { RowChange, Stamp, Transaction, Value } from '../store/store.ts';
import type { Answer, DeliveryFailure } from './delivery-failure.ts';
import { lockLanes, promoteNext } from './lanes.ts';
import {
  type DeliveryStatus,
  outboxColumns,
  outboxShape,
  type PendingDelivery,
  reference,
  tryColumns,
} from './outbox-rows.ts';
import { retryPause } from './retry-pause.ts';
import { timestampIn } from './timestamp.ts';

/** How a try went. */
export interface Try {
  readonly delivery: PendingDelivery;
  /** UTC, in canonical form. */
  readonly started: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly result: Answer | DeliveryFailure;
}

/**
 * Writes down how a try went, and what follows for the delivery: done, another try later, or a dead letter. What an operator has done to the
 * delivery meanwhile stays.
 * @returns status of the delivery now
 */
export async function recordTry(
  transaction: Transaction,
  made: Try,
  policy: RetryPolicy,
  stamp: Stamp,
): Promise<DeliveryStatus> {
  const { delivery } = made;
  await lockLanes(transaction, 0);
  const [rows] = await transaction.find([{ shape: STATUS, by: [reference('ROW_ID')], keys: [[delivery.rowId]] }]);
  const before = rows?.[0]?.[0] as DeliveryStatus | undefined;
  // Purged by hand while it was delivered.
  if (before === undefined) return 'Skipped';
  const after = statusAfter(made, before, policy);
  const [tryRowId = ''] = await transaction.allocateRowIds(1);
  const changes: RowChange[] = [
    { kind: 'insert', table: CUT_OUTBOX_TRY, rowId: tryRowId, columns: TRY, values: tryValues(made) },
    { kind: 'update', table: CUT_OUTBOX, rowId: delivery.rowId, ...outcome(made, after, policy) },
  ];
  if (before === 'Pending' && after !== 'Pending')
    changes.push(...(await promoteNext(transaction, delivery.partner, delivery.objectId)));
  await transaction.apply(changes, stamp);
  return after;
}

function statusAfter({ delivery, result }: Try, before: DeliveryStatus, policy: RetryPolicy): DeliveryStatus {
  if (!(result instanceof Error)) return 'Delivered';
  if (before !== 'Pending') return before;
  const refusals = delivery.refusals + (result.outcome === 'Refused' ? 1 : 0);
  const late = delivery.giveUp !== '' && timestampIn(0) >= delivery.giveUp;
  return refusals >= policy.refusals || late ? 'Dead' : 'Pending';
}

function outcome({ delivery, result }: Try, status: DeliveryStatus, policy: RetryPolicy) {
  const tries = delivery.tries + 1;
  if (!(result instanceof Error))
    return { columns: DELIVERED, values: [status, String(tries), timestampIn(0), null, ''] };
  const refusals = delivery.refusals + (result.outcome === 'Refused' ? 1 : 0);
  const next = timestampIn(Math.max(retryPause(tries, policy), result.retryAfter));
  return { columns: FAILED, values: [status, String(tries), String(refusals), next, shorten(result.message)] };
}

/** How much of an answer is kept with the delivery, in UTF-16 code units. */
const KEPT = 65_536;
/** The same where the partner is not to be had: that may be tried thousands of times. */
const KEPT_OF_FAILURE = 2048;

function tryValues({ delivery, started, duration, result }: Try): readonly Value[] {
  const failure = result instanceof Error ? result : undefined;
  const { status, text = '' } = failure?.answer ?? (result as Answer);
  return [
    delivery.rowId,
    String(delivery.tries + 1),
    started,
    String(Math.round(duration)),
    failure?.outcome ?? 'Delivered',
    failure === undefined ? null : shorten(failure.message),
    status === undefined ? null : String(status),
    text === '' ? null : text.slice(0, failure?.outcome === 'Failed' ? KEPT_OF_FAILURE : KEPT).toWellFormed(),
  ];
}

const STATUS = outboxShape(['STATUS_CD']);
const DELIVERED = outboxColumns(['STATUS_CD', 'TRIES', 'DELIVERED_TS', 'LAST_ERROR', 'PAYLOAD']);
const FAILED = outboxColumns(['STATUS_CD', 'TRIES', 'REFUSALS', 'NEXT_TRY_TS', 'LAST_ERROR']);
const TRY = tryColumns([
  'OUTBOX_ID',
  'TRY_NUM',
  'STARTED_TS',
  'DURATION',
  'OUTCOME_CD',
  'PROBLEM',
  'STATUS_NUM',
  'ANSWER',
]);

function shorten(problem: string): string {
  return problem.slice(0, 2000).toWellFormed();
}
