import { setTimeout } from 'node:timers/promises';
import { unlessAborted } from '../amqp/unless-aborted.ts';
import { CutError } from '../errors/cut-error.ts';
import type { Partner } from '../model/partner.ts';
import type { Stamp, Store, Transaction } from '../store/store.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import type { Lease } from './lease.ts';
import { type DeliveryStatus, PENDING_SHAPE, type PendingDelivery, pendingDelivery, reference } from './outbox-rows.ts';
import { recordTry, type Try } from './record-try.ts';
import { timestampIn } from './timestamp.ts';
import type { Transport } from './transports/transport.ts';

export interface DeliveryTriesParts {
  readonly store: Store;
  readonly partner: Partner;
  readonly transport: Transport;
  /** Milliseconds between attempts to write down how a try went. */
  readonly interval: number;
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

/** Makes single tries of deliveries to one partner, and writes down how they went, as long as the partner's lease is held. */
export class DeliveryTries {
  readonly #parts: DeliveryTriesParts;
  readonly #lease: Lease;

  constructor(parts: DeliveryTriesParts, lease: Lease) {
    this.#parts = parts;
    this.#lease = lease;
  }

  /** @returns undefined when the delivery is no longer to be made */
  async read(rowId: string): Promise<PendingDelivery | undefined> {
    const find = { shape: PENDING_SHAPE, by: [reference('ROW_ID')], keys: [[rowId]] };
    const [rows] = await this.#parts.store.read((reader) => reader.find([find]));
    return rows?.[0] && pendingDelivery(rows[0]);
  }

  /**
   * A transport that does not heed the end of its time is not waited for. What comes of it later is not known here: the message may have got there, and is
   * delivered again, with the same id.
   * @param cutOff ends the try
   * @returns undefined when it was cut off
   */
  async make(delivery: PendingDelivery, cutOff: AbortSignal): Promise<Try | undefined> {
    const { transport, partner } = this.#parts;
    if (cutOff.aborted || !this.#lease.isHeld) return undefined;
    const started = timestampIn(0);
    const start = performance.now();
    const tooLong = AbortSignal.timeout(partner.timeout);
    const end = AbortSignal.any([cutOff, tooLong]);
    const result = await unlessAborted(end, transport.deliver(delivery, end)).catch((error: unknown) =>
      tooLong.aborted ? noAnswer(partner) : DeliveryFailure.of(error),
    );
    if (cutOff.aborted && result instanceof DeliveryFailure) return undefined;
    return { delivery, started, duration: performance.now() - start, result };
  }

  /**
   * What was delivered must be known, or it is delivered again: writing it down is tried until it succeeds or somebody else has taken over.
   * @param stopping when it is aborted, it is tried once more at most
   */
  async record(made: Try, stopping: AbortSignal): Promise<void> {
    const { partner, events, interval } = this.#parts;
    for (;;) {
      try {
        await this.#writeDown(made);
        return;
      } catch (error) {
        events.onError(partner.name, error);
        if (stopping.aborted || !this.#lease.isHeld) return;
        await setTimeout(interval, undefined, { signal: stopping }).catch(() => {});
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
}

function noAnswer({ timeout }: Partner): DeliveryFailure {
  return new DeliveryFailure('Failed', `no answer within ${timeout / 1000} s`);
}
