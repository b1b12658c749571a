import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { request } from 'undici';
import type { FeedError } from '../feed/feed.ts';
import type { FeedReport, ReportedReject } from '../feed/report/feed-report.ts';
import { Refusal } from './refusal.ts';

/** What a service tells of a feed. */
export interface ToldFeed extends FeedReport {
  readonly rejects: readonly ReportedReject[];
}

export interface FeedClientParts {
  /** Address of the service, with or without a path before `/feeds`. */
  readonly server: string;
  readonly login: string;
  readonly password: string;
}

/** How long a service may be away while somebody waits for the end of a feed, in milliseconds: it may be started again. */
const PATIENCE = 120_000;

/** Sends feeds to a service. */
export class FeedClient {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ server, login, password }: FeedClientParts) {
    this.#base = `${server.replace(/\/+$/, '')}/feeds`;
    const credentials = Buffer.from(`${login}:${password}`).toString('base64');
    this.#headers = { authorization: `Basic ${credentials}`, accept: 'application/json' };
  }

  /** Where the rejected objects of a feed can be had. */
  rejectsAddress({ id }: Pick<FeedReport, 'id'>): string {
    return `${this.#base}/${id}/rejects`;
  }

  /**
   * Sends a feed; when this resolves, the service has it.
   * @returns what the service says of it, and whether it had been sent before and has ended
   * @throws Refusal
   */
  async send(
    body: Readable,
    wishes: URLSearchParams,
  ): Promise<{ readonly feed: ToldFeed; readonly hadEnded: boolean }> {
    const { status, told } = await this.#ask(`${this.#base}?${wishes}`, body);
    return { feed: told, hadEnded: status === 200 };
  }

  /** @throws Refusal, also when the service is away for too long */
  async show(id: string): Promise<ToldFeed> {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      try {
        return (await this.#ask(`${this.#base}/${id}`)).told;
      } catch (error) {
        if (!(error instanceof Away) || performance.now() > deadline) throw error;
        await setTimeout(1000);
      }
    }
  }

  async #ask(url: string, body?: Readable): Promise<{ status: number; told: ToldFeed }> {
    try {
      const method = body === undefined ? 'GET' : 'POST';
      // However long it takes until a large file is durable there.
      const answer = await request(url, { method, body: body ?? null, headers: this.#headers, headersTimeout: 0 });
      const text = await answer.body.text();
      if (answer.statusCode !== 200 && answer.statusCode !== 202) throw refusal(answer.statusCode, text);
      return { status: answer.statusCode, told: JSON.parse(text) as ToldFeed };
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Away(`${this.#base} does not answer: ${problemOf(error)}`, { cause: error });
    } finally {
      body?.destroy();
    }
  }
}

/** The service cannot be reached, or is not ready. */
class Away extends Refusal {}

function refusal(status: number, text: string): Refusal {
  const said = `the service refuses that (HTTP ${status})`;
  if (status === 502 || status === 503) return new Away(said);
  const lines = errorsIn(text).map(({ code, message }) => `${code}: ${message}`);
  return new Refusal([...(lines.length === 0 ? [said] : lines)].join('\n'));
}

function errorsIn(text: string): readonly FeedError[] {
  try {
    return (JSON.parse(text) as { errors?: readonly FeedError[] }).errors ?? [];
  } catch {
    return [];
  }
}

function problemOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(problemOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
