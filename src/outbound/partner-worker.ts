import { setTimeout } from 'node:timers/promises';
import { CutError } from '../errors/cut-error.ts';
import type { Partner } from '../model/partner.ts';
import type { Stamp, Store, Transaction } from '../store/store.ts';
import { Breaker } from './breaker.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import { Lease } from './lease.ts';
import {
  type DeliveryStatus,
  has,
  notAfter,
  PENDING_IDS,
  PENDING_SHAPE,
  type PendingDelivery,
  pendingDelivery,
  reference,
} from './outbox-rows.ts';
import { recordTry, type Try } from './record-try.ts';
import { timestampIn } from './timestamp.ts';
import type { Transport } from './transports/transport.ts';

export interface PartnerWorkerParts {
  readonly store: Store;
  readonly partner: Partner;
  readonly transport: Transport;
  /** How often to look for deliveries when there were none, in milliseconds. */
  readonly interval: number;
  /** How long a lease lasts, in milliseconds. */
  readonly leaseDuration: number;
  readonly stamp: Stamp;
  readonly events: DeliveryEvents;
  /** None when left out: answers are only kept. */
  readonly receiveAnswer?: AnswerReceiver;
}

/**
 * Reads what a partner answered to a message.
 * @returns receives it, in the transaction in which the answer is written down; throws CutError when it cannot be received. Undefined when there is nothing to receive
 * @throws CutError when it cannot be read
 */
export type AnswerReceiver = (
  delivery: Pick<PendingDelivery, 'partner' | 'process'>,
  text: string,
) => ((transaction: Transaction) => Promise<void>) | undefined;

/** What happens to deliveries, for log and metrics. */
export interface DeliveryEvents {
  /** @param status of the delivery now @param result the answer, or why it failed */
  readonly onTried: (made: Try, status: DeliveryStatus) => void;
  /** The partner is left alone from now on (`false`), or gets its messages again. */
  readonly onBreaker: (partner: string, closed: boolean) => void;
  /** The outbox cannot be read or written. */
  readonly onError: (partner: string, error: unknown) => void;
}

/**
 * Makes the deliveries of one partner, several at a time, those of one object one after the other. Of several processes on one database, the one
 * that has the partner's lease does it. Memory holds the deliveries under way and the ids of some more.
 */
export class PartnerWorker {
  readonly #parts: PartnerWorkerParts;
  readonly #lease: Lease;
  readonly #breaker: Breaker<Try | undefined>;
  readonly #stopping = new AbortController();
  /** ROW_IDs of deliveries under way, and their objects: those that the partner has not answered, and those whose answer is being written down. */
  readonly #underWay = new Map<string, { readonly objectId: string; readonly ended: Promise<unknown> }>();
  /** How many the partner has not answered. */
  #trying = 0;
  /** Resolves when a try, or a delivery under way, has ended. */
  #change = Promise.withResolvers<void>();
  #queue: Candidate[] = [];
  /** Ends the tries under way. */
  #cutOff = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: PartnerWorkerParts) {
    const { partner, store, stamp, leaseDuration, events } = parts;
    this.#parts = parts;
    this.#lease = new Lease(store, `outbox ${partner.name}`, stamp, leaseDuration);
    this.#breaker = new Breaker(partner.breaker, {
      failed: (made) => made?.result instanceof DeliveryFailure && made.result.outcome === 'Failed',
      onChange: (closed) => events.onBreaker(partner.name, closed),
    });
  }

  start(): void {
    this.#running ??= this.#work();
  }

  /**
   * Begins nothing new, waits for the tries under way for at most `patience` milliseconds, and lets go of the lease. A try that is cut off leaves its
   * delivery as it was.
   */
  async stop(patience: number): Promise<void> {
    this.#stopping.abort();
    const patient = new AbortController();
    const tooLong = setTimeout(patience, undefined, { signal: patient.signal }).then(
      () => this.#cutOff.abort(),
      () => {},
    );
    await this.#running;
    patient.abort();
    await tooLong;
  }

  async #work(): Promise<void> {
    const stopKeeping = this.#lease.keep(() => this.#cutOff.abort());
    while (!this.#stopping.signal.aborted) {
      const more = await this.#begin().catch((error: unknown) => {
        this.#parts.events.onError(this.#parts.partner.name, error);
        return false;
      });
      if (!more) await this.#pause();
    }
    await this.#allEnded();
    stopKeeping();
    await this.#lease.release().catch((error: unknown) => this.#parts.events.onError(this.#parts.partner.name, error));
    await this.#parts.transport.close();
  }

  /** Begins what can begin. @returns whether there may be more for who waits for the end of one under way only */
  async #begin(): Promise<boolean> {
    if (!this.#hasRoom()) {
      await this.#change.promise;
      return true;
    }
    if (this.#queue.length === 0 && !(await this.#fillQueue())) return false;
    if (this.#cutOff.signal.aborted) {
      await this.#allEnded();
      this.#cutOff = new AbortController();
    }
    if (!(await this.#lease.take())) {
      this.#queue = [];
      return false;
    }
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      this.#start(next);
      if (!this.#hasRoom()) break;
    }
    return true;
  }

  /** When the partner is not well, one try at a time. While an answer is written down, the partner gets the next message, but not without end. */
  #hasRoom(): boolean {
    const { concurrency } = this.#parts.partner;
    if (!this.#breaker.isClosed) return this.#underWay.size < 1;
    return this.#trying < concurrency && this.#underWay.size < concurrency * ANSWERS_KEPT;
  }

  async #fillQueue(): Promise<boolean> {
    const limit = BATCH + this.#underWay.size;
    const condition = {
      kind: 'all',
      of: [
        has('PARTNER', this.#parts.partner.name),
        {
          kind: 'any',
          of: [{ kind: 'is-null', column: reference('NEXT_TRY_TS') }, notAfter('NEXT_TRY_TS', timestampIn(0))],
        },
      ],
    } as const;
    const orderBy = ['NEXT_TRY_TS', 'SEQ_NUM'].map((name) => ({ column: reference(name) }));
    const rows = await this.#parts.store.read((reader) =>
      reader.select({ shape: PENDING_IDS, condition, orderBy, limit }),
    );
    const taken = new Set([...this.#underWay.values()].map(({ objectId }) => objectId));
    for (const [rowId, objectId] of rows) {
      if (!rowId || this.#underWay.has(rowId) || taken.has(objectId ?? '')) continue;
      taken.add(objectId ?? '');
      this.#queue.push({ rowId, objectId: objectId ?? '' });
    }
    return this.#queue.length > 0;
  }

  #start({ rowId, objectId }: Candidate): void {
    const ended = this.#try(rowId)
      .catch((error: unknown) => this.#parts.events.onError(this.#parts.partner.name, error))
      .finally(() => {
        this.#underWay.delete(rowId);
        this.#changed();
      });
    this.#underWay.set(rowId, { objectId, ended });
  }

  #changed(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  async #try(rowId: string): Promise<void> {
    const signal = this.#cutOff.signal;
    this.#trying += 1;
    const made = await this.#breaker
      .run(() => this.#deliver(rowId, signal))
      .finally(() => {
        this.#trying -= 1;
        this.#changed();
      });
    if (made === undefined) return;
    if (made === 'held') {
      this.#queue = [];
      await this.#rest();
      return;
    }
    await this.#record(made);
  }

  /** @returns undefined when it is no longer to be made, or was cut off */
  async #deliver(rowId: string, cutOff: AbortSignal): Promise<Try | undefined> {
    const { transport, partner, store } = this.#parts;
    const find = { shape: PENDING_SHAPE, by: [reference('ROW_ID')], keys: [[rowId]] };
    const [rows] = await store.read((reader) => reader.find([find]));
    const delivery = rows?.[0] && pendingDelivery(rows[0]);
    if (delivery === undefined || cutOff.aborted || !this.#lease.isHeld) return undefined;
    const started = timestampIn(0);
    const start = performance.now();
    const tooLong = AbortSignal.timeout(partner.timeout);
    const result = await transport
      .deliver(delivery, AbortSignal.any([cutOff, tooLong]))
      .catch((error: unknown) => (tooLong.aborted ? noAnswer(partner) : DeliveryFailure.of(error)));
    if (cutOff.aborted && result instanceof DeliveryFailure) return undefined;
    return { delivery, started, duration: performance.now() - start, result };
  }

  /** What was delivered must be known, or it is delivered again: writing it down is tried until it succeeds or somebody else has taken over. */
  async #record(made: Try): Promise<void> {
    const { partner, events } = this.#parts;
    for (;;) {
      try {
        await this.#writeDown(made);
        return;
      } catch (error) {
        events.onError(partner.name, error);
        if (this.#stopping.signal.aborted || !this.#lease.isHeld) return;
        await this.#rest();
      }
    }
  }

  /** An answer that is to be received and cannot be is a refusal: the partner has the message, and is asked again what it thinks of it. */
  async #writeDown(made: Try): Promise<void> {
    const { store, partner, stamp, events, receiveAnswer } = this.#parts;
    const { delivery, result } = made;
    const record = (ended: Try, receive?: ReturnType<AnswerReceiver>): Promise<void> =>
      store
        .write(async (transaction) => {
          await receive?.(transaction);
          return recordTry(transaction, ended, partner.retry, stamp);
        })
        .then((status) => events.onTried(ended, status));
    if (result instanceof DeliveryFailure) return record(made);
    try {
      const receive = result.text === undefined ? undefined : receiveAnswer?.(delivery, result.text);
      await record(made, receive);
    } catch (error) {
      if (!(error instanceof CutError)) throw error;
      const problem = `the answer cannot be received: ${error.message}`;
      await record({ ...made, result: new DeliveryFailure('Refused', problem, { answer: result, cause: error }) });
    }
  }

  async #allEnded(): Promise<void> {
    await Promise.all([...this.#underWay.values()].map(({ ended }) => ended));
  }

  /** Until the next look, or until a try under way has ended: behind it there may be another one of its object. */
  async #pause(): Promise<void> {
    const { signal } = this.#stopping;
    const rest = setTimeout(this.#parts.interval, undefined, { signal }).catch(() => {});
    await Promise.race([rest, this.#change.promise]);
  }

  async #rest(): Promise<void> {
    await setTimeout(this.#parts.interval, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

/** Of deliveries under way so many times the limit of the partner: those beyond the limit are answered, and being written down. */
const ANSWERS_KEPT = 2;

/** How many ids of deliveries are read at once. */
const BATCH = 100;

interface Candidate {
  readonly rowId: string;
  readonly objectId: string;
}

function noAnswer({ timeout }: Partner): DeliveryFailure {
  return new DeliveryFailure('Failed', `no answer within ${timeout / 1000} s`);
}
