import type { PendingDelivery } from '../outbox-rows.ts';

/** A way to a partner. */
export interface Transport {
  /** Resolves when the partner has the message for good; rejects when it has not or may not have it. The same delivery may come again. */
  deliver(delivery: PendingDelivery): Promise<void>;
}
