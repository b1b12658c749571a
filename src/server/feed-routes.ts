import { createReadStream } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CutError } from '../errors/cut-error.ts';
import { type Feed, hasEnded } from '../feed/feed.ts';
import type { ReceivedFeed } from '../feed/feeds.ts';
import { reportOf } from '../feed/report/feed-report.ts';
import type { Caller } from '../workflow/process-runner.ts';
import { callerAddress } from './caller-address.ts';
import { feedArguments } from './feed-arguments.ts';
import type { FeedDesk } from './feed-desk.ts';
import { feedFormat, sendRefusal } from './feed-formats.ts';
import type { HttpParts } from './http-parts.ts';
import { resource, text } from './resource.ts';

/** Feeds that may arrive at the same time. */
const MOST_ARRIVING = 8;
/** Callers who may wait for the end of their feeds; more get the report as it stands. */
const MOST_WAITING = 64;
/** Feeds of a list. */
const MOST_LISTED = 100;
/** How often a feed is looked at whose end somebody waits for, in milliseconds. */
const LOOK = 200;

type FeedHandler = (request: FastifyRequest, reply: FastifyReply, caller: Caller) => Promise<FastifyReply>;

/** `/feeds`: POST takes a feed; GET tells what became of the last ones, of one, and what was rejected of it. All of it needs credentials. */
export function registerFeedRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { feeds } = parts;
  const arrivals = new Arrivals(parts);
  resource(app, '/feeds', {
    slowBody: true,
    POST: authenticated(parts, (request, reply, caller) => arrivals.take(request, reply, caller)),
    GET: authenticated(parts, async (request, reply) => {
      const reports = (await feeds.list(MOST_LISTED)).map(reportOf);
      const format = feedFormat(request);
      return reply.header('content-type', format.contentType).send(format.list(reports));
    }),
  });
  resource(app, '/feeds/:id', {
    GET: authenticated(parts, async (request, reply) => sendReport(feeds, request, reply, await shown(feeds, request))),
  });
  resource(app, '/feeds/:id/rejects', {
    GET: authenticated(parts, async (request, reply) => {
      const feed = await shown(feeds, request);
      const path = hasEnded(feed) ? feeds.rejectsPath(feed) : undefined;
      if (path === undefined)
        return text(
          reply,
          404,
          'No object of this feed has been rejected, it has not ended yet, or the file of them is not on this machine.',
        );
      return reply.header('content-type', 'application/xml; charset=utf-8').send(createReadStream(path));
    }),
  });
}

/** Takes feeds as they arrive, not too many at once. */
class Arrivals {
  readonly #parts: HttpParts;
  #arriving = 0;
  #waiting = 0;

  constructor(parts: HttpParts) {
    this.#parts = parts;
  }

  async take(request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<FastifyReply> {
    const { feed, recognised, wait } = await this.#arrive(request, caller);
    const { feeds, options } = this.#parts;
    reply.header('location', `${callerAddress(request, options)}/feeds/${feed.id}`);
    if (recognised) reply.header('feed-recognised', 'true');
    const told = wait ? await this.#waitFor(feed, request) : feed;
    if (told === undefined) return reply;
    return sendReport(feeds, request, reply.code(hasEnded(told) ? 200 : 202), told);
  }

  async #arrive(request: FastifyRequest, caller: Caller): Promise<ReceivedFeed & { readonly wait: boolean }> {
    if (this.#arriving >= MOST_ARRIVING) throw new CutError('SERVICE_BUSY');
    this.#arriving += 1;
    try {
      return await this.#receive(request, caller);
    } finally {
      this.#arriving -= 1;
    }
  }

  async #waitFor(feed: Feed, request: FastifyRequest): Promise<Feed | undefined> {
    if (this.#waiting >= MOST_WAITING) return feed;
    this.#waiting += 1;
    try {
      return await ended(this.#parts.feeds, feed, request);
    } finally {
      this.#waiting -= 1;
    }
  }

  async #receive(request: FastifyRequest, caller: Caller): Promise<ReceivedFeed & { readonly wait: boolean }> {
    const { feeds, log } = this.#parts;
    const { raw, headers } = request;
    const { wait, ...wishes } = feedArguments(new URL(request.url, 'http://localhost').searchParams);
    refuseCoding(headers['content-encoding'] ?? '');
    const charset = charsetOf(headers['content-type']);
    const { feed, recognised } = await feeds.receive({
      ...wishes,
      ...(charset === undefined ? {} : { charset }),
      source: raw,
      caller,
    });
    log.info('feed received', {
      requestId: request.id,
      feed: feed.id,
      login: caller.login,
      size: feed.size,
      recognised,
    });
    return { feed, recognised, wait };
  }
}

/** The first bytes of a feed tell how it is packed; here only that it is not packed in another way. */
function refuseCoding(coding: string): void {
  if (!/^(?:identity|gzip|x-gzip|zstd)?$/i.test(coding.trim()))
    throw new CutError('FEED_TYPE', { type: coding.slice(0, 40) });
}

/** @throws CutError FEED_TYPE for forms, in which the file is one part of several */
function charsetOf(contentType = ''): string | undefined {
  if (/^(?:multipart\/|application\/(?:x-www-form-urlencoded|json))/i.test(contentType)) {
    throw new CutError('FEED_TYPE', { type: contentType.slice(0, 60) });
  }
  return /^(?:text|application)\/[^;]*;.*\bcharset="?([^\s;"]+)/i.exec(contentType)?.[1];
}

/** The feed when it has ended, or as it is when the service stops; undefined when nobody waits any more. */
async function ended(feeds: FeedDesk, { id }: Feed, { raw }: FastifyRequest): Promise<Feed | undefined> {
  for (;;) {
    const feed = await feeds.show(id);
    if (hasEnded(feed) || feeds.isClosing()) return feed;
    if (raw.socket.destroyed) return undefined;
    await setTimeout(LOOK);
  }
}

function shown(feeds: FeedDesk, { params }: FastifyRequest): Promise<Feed> {
  return feeds.show(String((params as Readonly<Record<string, string>>).id));
}

async function sendReport(
  feeds: FeedDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  feed: Feed,
): Promise<FastifyReply> {
  const format = feedFormat(request);
  const rejects = await feeds.firstRejects(feed);
  return reply.header('content-type', format.contentType).send(format.report(reportOf(feed), rejects));
}

/** What was not read of a body that is refused is thrown away, so that the caller gets to see the answer. */
function authenticated({ feeds, log }: HttpParts, handler: FeedHandler) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.header('cache-control', 'no-store').header('vary', 'accept');
    try {
      return await handler(request, reply, await feeds.authenticate(request.headers.authorization));
    } catch (error) {
      if (!request.raw.complete) {
        request.raw.resume();
        reply.header('connection', 'close');
      }
      if (error instanceof CutError) return sendRefusal(reply, feedFormat(request), error);
      log.error('feed request failed', { requestId: request.id, error });
      return sendRefusal(reply, feedFormat(request), new CutError('INTERNAL', { incident: request.id }));
    }
  };
}
