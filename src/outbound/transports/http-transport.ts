import { Agent, request } from 'undici';
import type { Answer } from '../delivery-failure.ts';
import { DeliveryFailure } from '../delivery-failure.ts';
import type { HttpSettings } from './http-settings.ts';
import { readAnswer } from './read-answer.ts';
import type { DeliveryMessage, Transport } from './transport.ts';

export interface HttpTransportOptions extends HttpSettings {
  readonly contentType: string;
  /** Connections to it, at most. */
  readonly connections: number;
}

/** Bytes of an answer; a longer one is not the partner's. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

/**
 * Posts each message as it is. The header `Idempotency-Key` carries the message id, by which the partner knows a message that it has had before.
 * Redirects are not followed: a partner that has moved gets its address changed here.
 */
export class HttpTransport implements Transport {
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: Agent;

  constructor({ url, basic, tls, contentType, connections }: HttpTransportOptions) {
    this.#url = url;
    this.#headers = { 'content-type': contentType, ...(basic && { authorization: basicHeader(basic) }) };
    this.#agent = new Agent({ connections, connect: tls, maxResponseSize: LONGEST_ANSWER });
  }

  async deliver({ messageId, payload }: DeliveryMessage, signal: AbortSignal): Promise<Answer> {
    const { statusCode, headers, body } = await request(this.#url, {
      method: 'POST',
      headers: { ...this.#headers, 'idempotency-key': messageId },
      body: payload,
      signal,
      dispatcher: this.#agent,
    });
    const text = await body.text().catch((error: unknown) => {
      throw new DeliveryFailure('Failed', `HTTP ${statusCode}, but the answer breaks off`, {
        answer: { status: statusCode },
        cause: error,
      });
    });
    const contentType = single(headers['content-type']) ?? '';
    return readAnswer({ status: statusCode, contentType, retryAfter: single(headers['retry-after']), text });
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function basicHeader({ user, password }: { user: string; password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.[0];
}
