import type { Partner } from '../model/partner.ts';
import type { Store } from '../store/store.ts';
import type { AnswerReceiver, DeliveryEvents } from './delivery-tries.ts';
import { PartnerWorker } from './partner-worker.ts';
import type { Transport } from './transports/transport.ts';

export interface DeliveryWorkerParts {
  readonly store: Store;
  readonly partners: readonly Partner[];
  /** By name of the partner. */
  readonly transports: ReadonlyMap<string, Transport>;
  /** How often to look for deliveries when there were none, in milliseconds. */
  readonly interval: number;
  /** How long the lease of a partner lasts without being renewed, in milliseconds. */
  readonly leaseDuration: number;
  /** ROW_ID of the S_USER row that stands for the worker. */
  readonly userId: string;
  readonly events: DeliveryEvents;
  readonly receiveAnswer?: AnswerReceiver;
}

/**
 * Makes the deliveries of the outbox, at least once each, in the order of the commits for each object and partner: a delivery that fails holds up
 * those of the same object to the same partner, so that a partner never sees an older state after a newer one. No partner waits for another.
 *
 * The row of a delivered message stays, as a record, until it is purged; its payload is emptied: it is the customer's data, and needed no more.
 */
export class DeliveryWorker {
  readonly #workers: readonly PartnerWorker[];

  constructor({ partners, transports, userId, ...parts }: DeliveryWorkerParts) {
    const stamp = { by: userId, source: 'delivery' };
    this.#workers = partners.flatMap((partner) => {
      const transport = transports.get(partner.name);
      return transport === undefined ? [] : [new PartnerWorker({ ...parts, partner, transport, stamp })];
    });
  }

  start(): void {
    for (const worker of this.#workers) worker.start();
  }

  /**
   * Resolves when the deliveries under way have ended.
   * @param patience after so many milliseconds they are cut off; they are made again then
   */
  async stop(patience: number): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop(patience)));
  }
}
