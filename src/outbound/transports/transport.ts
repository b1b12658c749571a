import type { Answer } from '../delivery-failure.ts';
import type { PendingDelivery } from '../outbox-rows.ts';

/** What is handed over to a partner. It is the same over all tries. */
export type DeliveryMessage = Pick<
  PendingDelivery,
  'messageId' | 'sequence' | 'created' | 'process' | 'objectId' | 'payload'
>;

/** A way to a partner. */
export interface Transport {
  /**
   * Resolves when the partner has the message for good. The same message may come again.
   * @param signal ends the try; it rejects then, at once where it can: nobody waits for it any more
   * @throws DeliveryFailure, or anything else, when the partner has it not, or may not have it
   */
  deliver(message: DeliveryMessage, signal: AbortSignal): Promise<Answer>;
  /** Lets go of connections. */
  close(): Promise<void>;
}
