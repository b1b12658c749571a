import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A body may take its time, so long as it goes on. */
    slowBody?: boolean;
  }
}

/**
 * Bounds the time in which a caller must have sent its whole body; where the route says `slowBody`, the time in which nothing comes. Node.js has one
 * limit for all routes.
 * @param limit milliseconds
 * @param refuse ends the connection
 */
export function limitRequestTime(app: FastifyInstance, limit: number, refuse: (socket: Socket) => void): void {
  app.addHook('onRequest', ({ raw, routeOptions }, _reply, done) => {
    if (hasBody(raw)) watch(raw, limit, routeOptions.config.slowBody === true, refuse);
    done();
  });
}

function watch(raw: IncomingMessage, limit: number, mayBeSlow: boolean, refuse: (socket: Socket) => void): void {
  const { socket } = raw;
  let { bytesRead } = socket;
  // one that was refused early may neither end nor close; it keeps no process alive
  const timer = setTimeout(() => {
    // A body that nobody wanted ends without a word.
    if (raw.complete) return;
    if (!mayBeSlow || socket.bytesRead === bytesRead) refuse(socket);
    else {
      bytesRead = socket.bytesRead;
      timer.refresh();
    }
  }, limit).unref();
  const clear = (): void => clearTimeout(timer);
  raw.once('end', clear).once('close', clear);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}
