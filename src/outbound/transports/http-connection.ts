import { Agent, request } from 'undici';
import { DeliveryFailure } from '../delivery-failure.ts';
import type { HttpSettings } from './http-settings.ts';
import type { HttpAnswer } from './read-answer.ts';

export interface HttpConnectionOptions extends HttpSettings {
  /** Connections to it, at most. */
  readonly connections: number;
}

/** Bytes of an answer; a longer one is not the partner's. */
const LONGEST_ANSWER = 4 * 1024 * 1024;

/** Posts to one address. Redirects are not followed: a partner that has moved gets its address changed here. */
export class HttpConnection {
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: Agent;

  constructor({ url, basic, tls, connections }: HttpConnectionOptions) {
    this.#url = url;
    this.#headers = basic === undefined ? {} : { authorization: basicHeader(basic) };
    // How long an answer may take is the caller's matter: its signal ends the request.
    const limits = { headersTimeout: 0, bodyTimeout: 0, maxResponseSize: LONGEST_ANSWER };
    this.#agent = new Agent({ connections, connect: tls, ...limits });
  }

  /**
   * @param signal ends it; it rejects then
   * @throws DeliveryFailure when the answer breaks off; what undici throws when there is none
   */
  async post(headers: Readonly<Record<string, string>>, content: string, signal: AbortSignal): Promise<HttpAnswer> {
    const {
      statusCode: status,
      headers: answered,
      body,
    } = await request(this.#url, {
      method: 'POST',
      headers: { ...headers, ...this.#headers },
      body: content,
      signal,
      dispatcher: this.#agent,
    });
    const text = await body.text().catch((error: unknown) => {
      throw new DeliveryFailure('Failed', `HTTP ${status}, but the answer breaks off`, {
        answer: { status },
        cause: error,
      });
    });
    const contentType = single(answered['content-type']) ?? '';
    return { status, contentType, retryAfter: single(answered['retry-after']), text };
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
