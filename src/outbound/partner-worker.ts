import { setTimeout } from 'node:timers/promises';
import { Breaker } from './breaker.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import { DeliveryTries, type DeliveryTriesParts } from './delivery-tries.ts';
import { type DueDelivery, dueDeliveries } from './due-deliveries.ts';
import { Lease } from './lease.ts';
import type { Try } from './record-try.ts';

export interface PartnerWorkerParts extends DeliveryTriesParts {
  /** How often to look for deliveries when there were none, in milliseconds. */
  readonly interval: number;
  /** How long a lease lasts, in milliseconds. */
  readonly leaseDuration: number;
}

/**
 * Makes the deliveries of one partner, several at a time, those of one object one after the other. Of several processes on one database, the one
 * that has the partner's lease does it. Memory holds the deliveries under way and the ids of some more.
 */
export class PartnerWorker {
  readonly #parts: PartnerWorkerParts;
  readonly #lease: Lease;
  readonly #tries: DeliveryTries;
  readonly #breaker: Breaker<Try | undefined>;
  readonly #stopping = new AbortController();
  /** ROW_IDs of deliveries under way, and their objects: those that the partner has not answered, and those whose answer is being written down. */
  readonly #underWay = new Map<string, { readonly objectId: string; readonly ended: Promise<unknown> }>();
  /** How many the partner has not answered. */
  #trying = 0;
  /** Resolves when a try, or a delivery under way, has ended. */
  #change = Promise.withResolvers<void>();
  #queue: DueDelivery[] = [];
  /** Ends the tries under way. */
  #cutOff = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: PartnerWorkerParts) {
    const { partner, store, stamp, leaseDuration, events } = parts;
    this.#parts = parts;
    this.#lease = new Lease(store, `outbox ${partner.name}`, stamp, leaseDuration);
    this.#tries = new DeliveryTries(parts, this.#lease);
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

  /** @returns whether there is anything in it */
  async #fillQueue(): Promise<boolean> {
    const { store, partner } = this.#parts;
    const limit = BATCH + this.#underWay.size;
    const due = await store.read((reader) => dueDeliveries(reader, partner.name, limit));
    const taken = new Set([...this.#underWay.values()].map(({ objectId }) => objectId));
    this.#queue = due.filter(({ objectId }) => !taken.has(objectId));
    return this.#queue.length > 0;
  }

  #start({ rowId, objectId }: DueDelivery): void {
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
    const made = await this.#make(rowId, signal).finally(() => {
      this.#trying -= 1;
      this.#changed();
    });
    if (made === undefined) return;
    if (made === 'held') {
      this.#queue = [];
      await this.#rest();
      return;
    }
    await this.#tries.record(made, this.#stopping.signal);
  }

  /** What the database says is no matter of the breaker's: it would take it for a sign that the partner is back. */
  async #make(rowId: string, signal: AbortSignal): Promise<Try | 'held' | undefined> {
    const delivery = await this.#tries.read(rowId);
    return delivery && this.#breaker.run(() => this.#tries.make(delivery, signal));
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
