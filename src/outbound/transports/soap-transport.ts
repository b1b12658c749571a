import { type Answer, DeliveryFailure } from '../delivery-failure.ts';
import { HttpConnection } from './http-connection.ts';
import { readAnswer } from './read-answer.ts';
import { soapBody } from './soap-body.ts';
import type { SoapSettings } from './soap-settings.ts';
import type { DeliveryMessage, Transport } from './transport.ts';

export interface SoapTransportOptions extends SoapSettings {
  /** Connections to the partner, at most. */
  readonly connections: number;
}

/**
 * Calls an operation of the partner's with each message. The partner knows a message that it has had before by the header `Idempotency-Key`,
 * which carries the message id.
 */
export class SoapTransport implements Transport {
  readonly #connection: HttpConnection;
  readonly #operation: SoapTransportOptions['operation'];
  readonly #content: SoapTransportOptions['content'];

  constructor({ connection, operation, content, connections }: SoapTransportOptions) {
    this.#connection = new HttpConnection({ ...connection, connections });
    this.#operation = operation;
    this.#content = content;
  }

  async deliver({ messageId, payload }: DeliveryMessage, signal: AbortSignal): Promise<Answer> {
    const { envelope, headers } = this.#operation.compose(soapBody(payload, this.#operation.input, this.#content));
    const answer = readAnswer(
      await this.#connection.post({ ...headers, 'idempotency-key': messageId }, envelope, signal),
    );
    if (answer.text === undefined || /<(?:[\w.-]+:)?Envelope[\s>]/.test(answer.text)) return answer;
    throw new DeliveryFailure('Failed', `HTTP ${answer.status}, but the answer is no SOAP envelope`, { answer });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
