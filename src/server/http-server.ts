import type { Socket } from 'node:net';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { registerFeedRoutes } from './feed-routes.ts';
import { registerHealthRoutes } from './health-routes.ts';
import type { HttpParts } from './http-parts.ts';
import { letGoWhenClosing } from './let-go-when-closing.ts';
import { limitRequestTime } from './limit-request-time.ts';
import { registerMetricsRoute } from './metrics-route.ts';
import { requestId } from './request-id.ts';
import { text } from './resource.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { registerSoapRoutes } from './soap-routes.ts';
import { registerStartPage } from './start-page-route.ts';

/** Longer than the minute after which proxies usually let go of an idle connection, so that it is they who close it. */
const KEEP_ALIVE = 75_000;
const LONGEST_HEADERS = 32 * 1024;

/**
 * The HTTP server with all its routes, not listening yet. Bodies are read by the routes that want them, whatever their content type.
 * A request that arrives on an open connection while the server closes is still answered.
 */
export function createHttpServer(parts: HttpParts): FastifyInstance {
  const { options, log } = parts;
  const app = fastify({
    logger: false,
    genReqId: requestId,
    requestIdHeader: false,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true },
    exposeHeadRoutes: true,
    return503OnClosing: false,
    trustProxy: options.trustProxy,
    keepAliveTimeout: KEEP_ALIVE,
    requestTimeout: 0,
    http: { maxHeaderSize: LONGEST_HEADERS, headersTimeout: options.headersTimeout },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, _request, reply) => {
      text(reply as FastifyReply, 400, 'This is not an address.');
    },
  });
  app.server.maxConnections = options.maxConnections;
  for (const method of app.supportedMethods) app.addHttpMethod(method, { hasBody: false, overrideExisting: true });

  limitRequestTime(app, options.requestTimeout, (socket) => answerBrokenRequest(TOO_SLOW, socket));
  letGoWhenClosing(app);
  addSecurityHeaders(app);
  app.setNotFoundHandler((_request, reply) => text(reply, 404, 'There is nothing here; / says what there is.'));
  app.setErrorHandler((error, request, reply) => {
    log.error('request failed', { requestId: request.id, error });
    return text(reply, 500, `The service could not do this; its log has the reason under ${request.id}.`);
  });
  registerSoapRoutes(app, parts);
  registerFeedRoutes(app, parts);
  registerStartPage(app, parts);
  registerHealthRoutes(app, parts);
  registerMetricsRoute(app, parts);
  return app;
}

const BROKEN_REQUESTS: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

const TOO_SLOW = Object.freeze({ code: 'ERR_HTTP_REQUEST_TIMEOUT' });

/** What is not HTTP, or not in time, gets a short answer and no route. */
function answerBrokenRequest(error: { readonly code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = BROKEN_REQUESTS[error.code ?? ''] ?? '400 Bad Request';
  const body = `${status.slice(4)}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}
