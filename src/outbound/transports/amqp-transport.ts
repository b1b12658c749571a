import rhea from 'rhea';
import { AmqpConnection } from '../../amqp/amqp-connection.ts';
import { AmqpFailure } from '../../amqp/amqp-failure.ts';
import { AmqpSender } from '../../amqp/amqp-sender.ts';
import type { AmqpSettings } from '../../amqp/amqp-settings.ts';
import { unlessAborted } from '../../amqp/unless-aborted.ts';
import { type Answer, DeliveryFailure } from '../delivery-failure.ts';
import type { DeliveryMessage, Transport } from './transport.ts';

export interface AmqpTransportOptions {
  readonly broker: AmqpSettings;
  readonly address: string;
  readonly contentType: string;
}

/**
 * Puts each message into a queue of a broker: durable, with the message id as its `message-id`, by which the receiver knows a message that it has
 * had before, and the object as its `group-id`, by which brokers and receivers keep the order of an object. One connection; when it is gone,
 * the next try opens another one.
 */
export class AmqpTransport implements Transport {
  readonly #options: AmqpTransportOptions;
  readonly #closing = new AbortController();
  #opened: Promise<Opened> | undefined;

  constructor(options: AmqpTransportOptions) {
    this.#options = options;
  }

  async deliver(message: DeliveryMessage, signal: AbortSignal): Promise<Answer> {
    const { connection, sender } = await unlessAborted(signal, this.#open());
    const outcome = await sender.send(this.#toAmqp(message), signal).catch((error: unknown) => {
      // A broker that does not answer would not answer the next try either.
      connection.drop(error);
      throw error;
    });
    if (outcome.kind === 'accepted') return {};
    if (outcome.kind === 'rejected') throw refused(outcome.problem);
    throw new DeliveryFailure(
      'Failed',
      `the broker has released the message: nothing takes it at ${this.#options.address}`,
    );
  }

  async close(): Promise<void> {
    this.#closing.abort(new AmqpFailure('the service stops'));
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.connection.close();
  }

  #open(): Promise<Opened> {
    const opened = this.#opened ?? this.#connect();
    this.#opened = opened;
    return opened;
  }

  async #connect(): Promise<Opened> {
    const forget = () => {
      this.#opened = undefined;
    };
    try {
      const { broker, address } = this.#options;
      const patience = AbortSignal.timeout(CONNECT_TIMEOUT);
      const connection = await AmqpConnection.open(broker, AbortSignal.any([patience, this.#closing.signal]));
      const sender = new AmqpSender(connection, address);
      sender.ended.addEventListener('abort', forget, { once: true });
      sender.ended.addEventListener('abort', () => connection.drop(sender.ended.reason), { once: true });
      return { connection, sender };
    } catch (error) {
      forget();
      throw error;
    }
  }

  #toAmqp({ messageId, process, objectId, payload }: DeliveryMessage) {
    return {
      message_id: messageId,
      subject: process,
      group_id: objectId,
      content_type: this.#options.contentType,
      creation_time: new Date(),
      durable: true,
      body: rhea.message.data_section(Buffer.from(payload, 'utf8')),
    };
  }
}

interface Opened {
  readonly connection: AmqpConnection;
  readonly sender: AmqpSender;
}

/** Milliseconds; all tries that begin meanwhile share the attempt, each with its own patience. */
const CONNECT_TIMEOUT = 30_000;

function refused(problem: string): DeliveryFailure {
  return new DeliveryFailure('Refused', `the broker refuses the message: ${problem}`, { answer: { text: problem } });
}
