import type { EventContext, Message } from 'rhea';
import type { AmqpConnection } from './amqp-connection.ts';
import { AmqpFailure, describeError } from './amqp-failure.ts';

/** A message that is ours until it is settled. When it is not, and the connection ends, the broker gives it to somebody again. */
export interface ReceivedMessage {
  readonly message: Message;
  /** Tells the broker that it is done, and makes room for the next one. */
  accept(): void;
}

export interface AmqpReceiverParts {
  readonly address: string;
  /** How many messages, at most, are ours at the same time. */
  readonly atOnce: number;
  /** Gets them in the order of the queue. */
  readonly onMessage: (received: ReceivedMessage) => void;
}

/** A link that brings messages from an address of a broker. */
export class AmqpReceiver {
  readonly #ended = new AbortController();

  constructor(connection: AmqpConnection, { address, atOnce, onMessage }: AmqpReceiverParts) {
    const link = connection.raw.open_receiver({
      source: { address, durable: 2 },
      // The library's own window would count messages, not those that are settled.
      credit_window: 0,
      autoaccept: false,
    });
    link.on('message', ({ message, delivery }: EventContext) => {
      if (message === undefined || delivery === undefined) return;
      const accept = () => {
        if (this.ended.aborted) return;
        delivery.accept();
        link.add_credit(1);
      };
      onMessage({ message, accept });
    });
    const end = () => {
      const { problem, condition } = describeError(link.error);
      this.#ended.abort(new AmqpFailure(`the broker gives no messages of ${address}: ${problem}`, condition));
    };
    link.on('receiver_error', end);
    link.on('receiver_close', end);
    connection.gone.addEventListener('abort', () => this.#ended.abort(connection.gone.reason), { once: true });
    link.add_credit(atOnce);
  }

  /** Aborted when nothing comes any more, with an `AmqpFailure` or what the connection was dropped for as its reason. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }
}
