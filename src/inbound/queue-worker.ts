import { setTimeout } from 'node:timers/promises';
import type { Message } from 'rhea';
import { AmqpConnection } from '../amqp/amqp-connection.ts';
import { AmqpFailure } from '../amqp/amqp-failure.ts';
import { AmqpReceiver } from '../amqp/amqp-receiver.ts';
import { AmqpSender } from '../amqp/amqp-sender.ts';
import type { AmqpSettings } from '../amqp/amqp-settings.ts';
import type { Queue } from '../model/queue.ts';
import { Lease } from '../outbound/lease.ts';
import { retryPause } from '../outbound/retry-pause.ts';
import type { Stamp, Store } from '../store/store.ts';
import { MessageTries } from './message-tries.ts';
import { type QueueEvents, QueueSession } from './queue-session.ts';

export interface QueueWorkerParts {
  readonly queue: Queue;
  readonly broker: AmqpSettings;
  readonly store: Store;
  /** How long the lease of the queue lasts without being renewed, in milliseconds. */
  readonly leaseDuration: number;
  readonly stamp: Stamp;
  /**
   * Is called before messages are taken.
   * @returns `receive` of `QueueSession`
   */
  readonly prepare: () => Promise<(message: Message) => Promise<boolean>>;
  readonly events: QueueEvents & QueueWorkerEvents;
}

interface QueueWorkerEvents {
  /** Messages are taken from now on (`true`), or not any more. */
  onConnected(connected: boolean): void;
  /** The queue cannot be served; that is tried again. */
  onError(error: unknown): void;
}

/** Milliseconds for a broker to let us in. */
const CONNECT_TIMEOUT = 30_000;

/**
 * Receives the messages of a queue. Of several processes on one database one at a time does, that which holds the lease of the queue: the order of
 * a group would not be kept otherwise.
 */
export class QueueWorker {
  readonly #parts: QueueWorkerParts;
  readonly #lease: Lease;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #connection: AmqpConnection | undefined;

  constructor(parts: QueueWorkerParts) {
    const { store, queue, stamp, leaseDuration } = parts;
    this.#parts = parts;
    this.#lease = new Lease(store, `queue ${queue.name}`, stamp, leaseDuration);
  }

  start(): void {
    this.#running ??= this.#work();
  }

  /**
   * Begins no message any more, and resolves when those under way have ended. What was not begun goes back to the queue.
   * @param patience after so many milliseconds those under way go back, too
   */
  async stop(patience: number): Promise<void> {
    this.#stopping.abort(new AmqpFailure('the service stops'));
    const impatience = globalThis.setTimeout(
      () => this.#connection?.drop(new AmqpFailure('the service has waited long enough')),
      patience,
    );
    await this.#running;
    clearTimeout(impatience);
  }

  async #work(): Promise<void> {
    const { queue, events } = this.#parts;
    const { signal } = this.#stopping;
    for (let failures = 0; !signal.aborted; ) {
      try {
        if (await this.#lease.take())
          await this.#serve(() => {
            failures = 0;
          });
      } catch (error) {
        if (!signal.aborted) events.onError(error);
        failures += 1;
      }
      const pause = failures === 0 ? queue.retry.firstPause : retryPause(failures, queue.retry);
      await setTimeout(pause, undefined, { signal }).catch(() => {});
    }
    await this.#lease.release().catch((error: unknown) => events.onError(error));
  }

  /** @throws what ends it, except that the service stops */
  async #serve(onConnected: () => void): Promise<void> {
    const { queue, broker, store, stamp, prepare, events } = this.#parts;
    const { signal } = this.#stopping;
    const receive = await prepare();
    const isOutage = () =>
      store.ping().then(
        () => false,
        () => true,
      );
    const patience = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_TIMEOUT)]);
    const connection = await AmqpConnection.open(broker, patience);
    const letGo = this.#lease.keep(() => connection.drop(new AmqpFailure('another process has the queue now')));
    this.#connection = connection;
    try {
      const deadLetters = new AmqpSender(connection, queue.amqp.deadLetters);
      const receiver = new AmqpReceiver(connection, {
        address: queue.amqp.address,
        atOnce: queue.concurrency,
        onMessage: (received) => session.take(received),
      });
      const ended = AbortSignal.any([deadLetters.ended, receiver.ended, signal]);
      const tries = new MessageTries(store, queue.name, stamp);
      const session = new QueueSession({ queue, receive, isOutage, tries, deadLetters, ended, events });
      events.onConnected(true);
      onConnected();
      const reason = await aborted(ended);
      // What was not accepted comes again by the next connection: not before all that is under way has ended.
      await session.idle();
      if (!signal.aborted) throw reason;
    } finally {
      letGo();
      events.onConnected(false);
      await connection.close();
      this.#connection = undefined;
    }
  }
}

/** Resolves with the reason when the signal is aborted. */
async function aborted(signal: AbortSignal): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  return signal.reason;
}
