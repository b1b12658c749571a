import type { Column } from '../model/model.ts';
import { utcNow } from '../store/clock.ts';
import { CUT_OUTBOX } from '../store/cut-tables.ts';
import type { Store, Value } from '../store/store.ts';
import { outboxColumns, PENDING_SHAPE, type PendingDelivery, pendingDelivery, reference } from './outbox-rows.ts';
import type { Transport } from './transports/transport.ts';

export interface DeliveryWorkerParts {
  readonly store: Store;
  /** By partner name. */
  readonly transports: ReadonlyMap<string, Transport>;
  /** Milliseconds between two looks into an empty outbox, and before a failed delivery is tried again. */
  readonly interval: number;
  /** ROW_ID of the user that the worker writes as. */
  readonly userId: string;
  readonly onDelivered: (delivery: PendingDelivery) => void;
  readonly onFailed: (delivery: PendingDelivery, error: unknown) => void;
}

/**
 * Makes the deliveries of the outbox: per partner one after the other in the order they were put in, at least once. A delivery that
 * fails stays where it is and holds up those behind it, so that a partner never sees an older state after a newer one.
 */
export class DeliveryWorker {
  readonly #parts: DeliveryWorkerParts;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: DeliveryWorkerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running ??= Promise.all([...this.#parts.transports.keys()].map((partner) => this.#serve(partner))).then(
      () => {},
    );
  }

  /** Resolves when the delivery under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #serve(partner: string): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const more = await this.#deliverBatch(partner).catch((error: unknown) => {
        this.#parts.onFailed({ ...NO_DELIVERY, partner }, error);
        return false;
      });
      if (!more) await pause(this.#parts.interval, this.#stopping.signal);
    }
  }

  /** @returns whether all went well and there may be more */
  async #deliverBatch(partner: string): Promise<boolean> {
    const deliveries = await this.#pending(partner);
    const transport = this.#parts.transports.get(partner);
    for (const delivery of deliveries) {
      if (transport === undefined || this.#stopping.signal.aborted) return false;
      try {
        await transport.deliver(delivery);
      } catch (error) {
        this.#parts.onFailed(delivery, error);
        await this.#note(delivery, FAILED_COLUMNS, [String(delivery.tries + 1), describe(error)]);
        return false;
      }
      await this.#note(delivery, DELIVERED_COLUMNS, ['Delivered', String(delivery.tries + 1), utcNow(), null]);
      this.#parts.onDelivered(delivery);
    }
    return deliveries.length === BATCH;
  }

  async #pending(partner: string): Promise<PendingDelivery[]> {
    const rows = await this.#parts.store.read((reader) =>
      reader.select({
        shape: PENDING_SHAPE,
        condition: { kind: 'equals', column: reference('PARTNER'), value: partner },
        limit: BATCH,
      }),
    );
    return rows.map(pendingDelivery);
  }

  async #note({ rowId }: PendingDelivery, columns: readonly Column[], values: readonly Value[]): Promise<void> {
    const stamp = { by: this.#parts.userId, source: 'delivery' };
    await this.#parts.store.write((transaction) =>
      transaction.apply([{ kind: 'update', table: CUT_OUTBOX, rowId, columns, values }], stamp),
    );
  }
}

const BATCH = 50;
const DELIVERED_COLUMNS = outboxColumns(['STATUS_CD', 'TRIES', 'DELIVERED_TS', 'LAST_ERROR']);
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

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
