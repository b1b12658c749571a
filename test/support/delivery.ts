import { modelLookups } from '../../src/adapter/model-lookups.ts';
import { createInstance } from '../../src/model/instance.ts';
import type { Partner } from '../../src/model/partner.ts';
import { DeliveryFailure } from '../../src/outbound/delivery-failure.ts';
import { DeliveryWorker } from '../../src/outbound/delivery-worker.ts';
import { Outbox, type SentMessage } from '../../src/outbound/outbox.ts';
import type { DeliveryStatus, PendingDelivery } from '../../src/outbound/outbox-rows.ts';
import { compileSubscribers } from '../../src/outbound/subscriptions.ts';
import { createTransports } from '../../src/outbound/transports/create-transports.ts';
import type { Transport } from '../../src/outbound/transports/transport.ts';
import type { Store } from '../../src/store/store.ts';
import { STAMP } from './database.ts';
import { integrationObject, model } from './model.ts';

const ACCOUNT = integrationObject('CUT Sample Account IO');

/** A try that has ended, for expectations. */
export interface EndedTry {
  readonly delivery: PendingDelivery;
  readonly status: DeliveryStatus;
  readonly problem?: string;
}

/** Outbox and worker for some partners, with all parts real. */
export class TestDelivery {
  readonly partners: readonly Partner[];
  readonly tries: EndedTry[] = [];
  readonly breakers: boolean[] = [];
  readonly errors: unknown[] = [];
  readonly #directory: string;
  readonly #outbox: Outbox;
  readonly #workers: DeliveryWorker[] = [];

  /** @param directory for files that are sent */
  constructor(partners: readonly Partner[], directory: string) {
    this.partners = partners;
    this.#directory = directory;
    this.#outbox = new Outbox(compileSubscribers({ ...model, partners }, modelLookups(model)));
  }

  put(
    store: Store,
    process: string,
    objectId: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<SentMessage> {
    const root = createInstance(ACCOUNT.root);
    for (const [name, value] of Object.entries(fields)) {
      const field = ACCOUNT.root.fieldsByName.get(name);
      if (field === undefined) throw new RangeError(`no field ${name}`);
      root.values[field.ordinal] = value;
    }
    return store.write((transaction) =>
      this.#outbox.put(transaction, {
        process,
        list: { integrationObject: ACCOUNT, roots: [root] },
        objectId,
        document: (messageId) => `<SiebelMessage MessageId="${messageId}"/>`,
        stamp: STAMP,
      }),
    );
  }

  /** @param transports in place of those that the partners say */
  async start(
    store: Store,
    leaseDuration = 30_000,
    transports?: ReadonlyMap<string, Transport>,
  ): Promise<DeliveryWorker> {
    const worker = new DeliveryWorker({
      store,
      partners: this.partners,
      transports:
        transports ?? (await createTransports(this.partners, { environment: {}, directory: this.#directory })),
      interval: 10,
      leaseDuration,
      userId: '0-1',
      events: {
        onTried: ({ delivery, result }, status) => {
          const problem = result instanceof DeliveryFailure ? { problem: result.message } : {};
          this.tries.push({ delivery, status, ...problem });
        },
        onBreaker: (_partner, closed) => this.breakers.push(closed),
        onError: (_partner, error) => this.errors.push(error),
      },
    });
    this.#workers.push(worker);
    worker.start();
    return worker;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.stop(1000)));
  }

  get delivered(): readonly PendingDelivery[] {
    return this.tries.filter(({ status }) => status === 'Delivered').map(({ delivery }) => delivery);
  }
}
