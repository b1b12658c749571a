import { setTimeout } from 'node:timers/promises';
import type { Column } from '../model/model.ts';
import { utcNow } from '../store/clock.ts';
import { CUT_OUTBOX } from '../store/cut-tables.ts';
import type { Stamp, Store, Value } from '../store/store.ts';
import { Lease } from './lease.ts';
import {
  outboxColumns,
  PENDING_IDS,
  PENDING_SHAPE,
  type PendingDelivery,
  pendingDelivery,
  reference,
} from './outbox-rows.ts';
import { retryPause } from './retry-pause.ts';
import type { Transport } from './transports/transport.ts';

export interface DeliveryWorkerParts {
  readonly store: Store;
  /** By partner name. */
  readonly transports: ReadonlyMap<string, Transport>;
  /** Milliseconds between two looks into an empty outbox, and before the first new try of a failed delivery; the pauses then double. */
  readonly interval: number;
  /** ROW_ID of the user that the worker writes as. */
  readonly userId: string;
  readonly onDelivered: (delivery: PendingDelivery) => void;
  readonly onFailed: (delivery: PendingDelivery, error: unknown) => void;
}

/**
 * Makes the deliveries of the outbox: per partner one after the other in the order of the commits that put them in, at least once. A
 * delivery that fails stays where it is and holds up those behind it, so that a partner never sees an older state after a newer one. Of
 * several processes on one database, the one that has the partner's lease delivers.
 *
 * The row of a delivered message stays, as a record; its payload is emptied: it is the customer's data, and needed no more.
 */
export class DeliveryWorker {
  readonly #parts: DeliveryWorkerParts;
  readonly #stamp: Stamp;
  readonly #stopping = new AbortController();
  #running: Promise<unknown> | undefined;

  constructor(parts: DeliveryWorkerParts) {
    this.#parts = parts;
    this.#stamp = { by: parts.userId, source: 'delivery' };
  }

  start(): void {
    this.#running ??= Promise.all(
      [...this.#parts.transports].map(([partner, transport]) => this.#serve(partner, transport)),
    );
  }

  /** Resolves when the delivery under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #serve(partner: string, transport: Transport): Promise<void> {
    const lease = new Lease(this.#parts.store, `outbox ${partner}`, this.#stamp);
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      const outcome = await this.#deliverBatch(partner, transport, lease).catch((error: unknown) => {
        this.#parts.onFailed({ ...NO_DELIVERY, partner }, error);
        return 'failed' as const;
      });
      failures = outcome === 'failed' ? failures + 1 : 0;
      if (outcome !== 'more') await this.#pause(failures);
    }
    await lease.release().catch((error: unknown) => this.#parts.onFailed({ ...NO_DELIVERY, partner }, error));
  }

  async #deliverBatch(partner: string, transport: Transport, lease: Lease): Promise<Outcome> {
    if ((await this.#pendingIds(partner, 1)).length === 0) return 'done';
    if (!(await lease.take())) return 'done';
    // Only now: what was pending before may have been delivered by another process.
    const rowIds = await this.#pendingIds(partner, BATCH);
    for (const rowId of rowIds) {
      if (this.#stopping.signal.aborted || !(await lease.take())) return 'done';
      const delivery = await this.#pending(rowId);
      if (delivery === undefined) continue;
      try {
        await lease.during(() => transport.deliver(delivery));
      } catch (error) {
        this.#parts.onFailed(delivery, error);
        await this.#note(delivery, FAILED_COLUMNS, [String(delivery.tries + 1), describe(error)]);
        return 'failed';
      }
      await this.#note(delivery, DELIVERED_COLUMNS, ['Delivered', String(delivery.tries + 1), utcNow(), null, '']);
      this.#parts.onDelivered(delivery);
    }
    return rowIds.length === BATCH ? 'more' : 'done';
  }

  async #pendingIds(partner: string, limit: number): Promise<string[]> {
    const condition = { kind: 'equals', column: reference('PARTNER'), value: partner } as const;
    const select = { shape: PENDING_IDS, condition, orderBy: [{ column: reference('SEQ_NUM') }], limit };
    const rows = await this.#parts.store.read((reader) => reader.select(select));
    return rows.flatMap(([rowId]) => rowId ?? []);
  }

  async #pending(rowId: string): Promise<PendingDelivery | undefined> {
    const find = { shape: PENDING_SHAPE, by: [reference('ROW_ID')], keys: [[rowId]] };
    const [rows] = await this.#parts.store.read((reader) => reader.find([find]));
    return rows?.[0] && pendingDelivery(rows[0]);
  }

  async #note({ rowId }: PendingDelivery, columns: readonly Column[], values: readonly Value[]): Promise<void> {
    await this.#parts.store.write((transaction) =>
      transaction.apply([{ kind: 'update', table: CUT_OUTBOX, rowId, columns, values }], this.#stamp),
    );
  }

  async #pause(failures: number): Promise<void> {
    const { signal } = this.#stopping;
    await setTimeout(retryPause(failures, this.#parts.interval), undefined, { signal }).catch(() => {});
  }
}

/** `more`: all went well, and there may be more. */
type Outcome = 'more' | 'done' | 'failed';

const BATCH = 50;
const DELIVERED_COLUMNS = outboxColumns(['STATUS_CD', 'TRIES', 'DELIVERED_TS', 'LAST_ERROR', 'PAYLOAD']);
const FAILED_COLUMNS = outboxColumns(['TRIES', 'LAST_ERROR']);
const NO_DELIVERY: PendingDelivery = {
  rowId: '',
  partner: '',
  messageId: '',
  process: '',
  objectId: '',
  payload: '',
  tries: 0,
};

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 2000);
}
