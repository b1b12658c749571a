import type { Answer } from '../delivery-failure.ts';
import { HttpConnection, type HttpConnectionOptions } from './http-connection.ts';
import { readAnswer } from './read-answer.ts';
import type { DeliveryMessage, Transport } from './transport.ts';

export interface HttpTransportOptions extends HttpConnectionOptions {
  readonly contentType: string;
}

/** Posts each message as it is. The header `Idempotency-Key` carries the message id, by which the partner knows a message that it has had before. */
export class HttpTransport implements Transport {
  readonly #connection: HttpConnection;
  readonly #contentType: string;

  constructor({ contentType, ...connection }: HttpTransportOptions) {
    this.#connection = new HttpConnection(connection);
    this.#contentType = contentType;
  }

  async deliver({ messageId, payload }: DeliveryMessage, signal: AbortSignal): Promise<Answer> {
    const headers = { 'content-type': this.#contentType, 'idempotency-key': messageId };
    return readAnswer(await this.#connection.post(headers, payload, signal));
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
