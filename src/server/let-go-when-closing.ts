import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * While the server closes, answers tell the caller that the connection ends; and nobody is waited for who has an answer and does not send
 * the rest of the body that it was given for, as clients do that are refused early.
 */
export function letGoWhenClosing(app: FastifyInstance): void {
  let closing = false;
  const answeredEarly = new Set<Socket>();
  app.addHook('preClose', (done) => {
    closing = true;
    for (const socket of answeredEarly) socket.destroy();
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('onResponse', ({ raw }, _reply, done) => {
    if (!raw.complete) remember(answeredEarly, raw.socket, raw);
    done();
  });
}

function remember(sockets: Set<Socket>, socket: Socket, request: IncomingMessage): void {
  const forget = (): void => {
    sockets.delete(socket);
    socket.off('close', forget);
  };
  sockets.add(socket);
  request.once('end', forget);
  socket.once('close', forget);
}
