import rhea, { type Delivery, type EventContext, type Message, type Sender } from 'rhea';
import type { AmqpConnection } from './amqp-connection.ts';
import { AmqpFailure, describeError } from './amqp-failure.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What the broker says to a message; `problem` is its reason not to take it. */
export type Outcome =
  | { readonly kind: 'accepted' }
  /** It will not have this message. */
  | { readonly kind: 'rejected'; readonly problem: string }
  /** It cannot do anything with the message now: nobody is bound to where it goes, say. */
  | { readonly kind: 'released' };

/** A link that brings messages to an address of a broker. */
export class AmqpSender {
  readonly #link: Sender;
  readonly #ended = new AbortController();
  readonly #unsettled = new Map<Delivery, (outcome: Outcome) => void>();
  #sendable = Promise.withResolvers<void>();

  constructor(connection: AmqpConnection, address: string) {
    this.#link = connection.raw.open_sender({ target: { address, durable: 2 }, snd_settle_mode: 0 });
    const end = () => {
      const { error } = this.#link;
      const { problem, condition } = describeError(error);
      this.#ended.abort(new AmqpFailure(`the broker does not take messages for ${address}: ${problem}`, condition));
    };
    this.#link.on('sender_error', end);
    this.#link.on('sender_close', end);
    this.#link.on('sendable', () => {
      this.#sendable.resolve();
      this.#sendable = Promise.withResolvers();
    });
    this.#link.on('accepted', ({ delivery }) => this.#settle(delivery, { kind: 'accepted' }));
    this.#link.on('rejected', ({ delivery }: EventContext) => {
      const { problem, condition } = describeError(delivery?.remote_state?.error);
      this.#settle(delivery, { kind: 'rejected', problem: condition === '' ? problem : `${problem} (${condition})` });
    });
    for (const event of ['released', 'modified'])
      this.#link.on(event, ({ delivery }) => this.#settle(delivery, { kind: 'released' }));
    connection.gone.addEventListener('abort', () => this.#ended.abort(connection.gone.reason), { once: true });
  }

  /** Aborted when nothing can be sent any more, with an `AmqpFailure` or what the connection was dropped for as its reason. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /**
   * Resolves with what the broker says.
   * @param signal gives it up; the broker may have the message by then
   * @throws AmqpFailure
   */
  send(message: Message, signal: AbortSignal): Promise<Outcome> {
    const either = AbortSignal.any([signal, this.ended]);
    return unlessAborted(either, this.#send(rhea.message.encode(message), either));
  }

  async #send(bytes: Buffer, signal: AbortSignal): Promise<Outcome> {
    while (!this.#link.sendable()) {
      await this.#sendable.promise;
      signal.throwIfAborted();
    }
    // A broker would end the link over it, and with it all messages under way.
    const largest = this.#link.max_message_size;
    if (largest > 0 && bytes.length > largest)
      return { kind: 'rejected', problem: `it is larger than ${largest} bytes, the most that is taken there` };
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#unsettled.set(this.#link.send(bytes, undefined, 0), resolve);
    return promise;
  }

  #settle(delivery: Delivery | undefined, outcome: Outcome): void {
    if (delivery === undefined) return;
    this.#unsettled.get(delivery)?.(outcome);
    this.#unsettled.delete(delivery);
  }
}
