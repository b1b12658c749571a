import type { Partner } from '../src/model/partner.ts';
import { DeliveryFailure } from '../src/outbound/delivery-failure.ts';
import { DeliveryWorker } from '../src/outbound/delivery-worker.ts';
import type { Transport } from '../src/outbound/transports/transport.ts';
import type { Store } from '../src/store/store.ts';

interface DeliveryRunParts {
  readonly store: Store;
  readonly partners: readonly Partner[];
  readonly transports: ReadonlyMap<string, Transport>;
  /** Whose messages wait already, and how many. */
  readonly backlog?: { readonly partner: string; readonly size: number };
  /** Hears how many messages of the backlog have been delivered, after each. */
  readonly onMade?: (made: number) => void;
}

/** A worker that delivers, until it is stopped. */
export class DeliveryRun {
  readonly #worker: DeliveryWorker;
  readonly #delivered = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #backlogMade = Promise.withResolvers<void>();

  constructor({ backlog, onMade = () => {}, ...parts }: DeliveryRunParts) {
    let made = 0;
    this.#worker = new DeliveryWorker({
      ...parts,
      interval: 20,
      leaseDuration: 30_000,
      userId: '0-1',
      events: {
        onTried: ({ delivery, result }) => {
          if (result instanceof DeliveryFailure) return this.#backlogMade.reject(result);
          if (delivery.partner !== backlog?.partner) return this.#tell(delivery.messageId);
          made += 1;
          onMade(made);
          if (made === backlog.size) this.#backlogMade.resolve();
        },
        onBreaker: () => {},
        onError: (_partner, error) => this.#backlogMade.reject(error),
      },
    });
    this.#worker.start();
  }

  /** Resolves when the backlog is delivered. */
  get backlogMade(): Promise<void> {
    return this.#backlogMade.promise;
  }

  /** Resolves when a message that is not of the backlog is delivered. */
  async delivered(messageId: string): Promise<void> {
    if (this.#delivered.has(messageId)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(messageId, resolve);
    await promise;
  }

  async stop(): Promise<void> {
    await this.#worker.stop(1000);
  }

  #tell(messageId: string): void {
    this.#delivered.add(messageId);
    this.#waiting.get(messageId)?.();
  }
}
