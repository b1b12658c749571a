import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A message as a partner gets it. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How a partner answers; it may leave the answer out, and hang. */
export type PartnerBehaviour = (message: ReceivedMessage, response: ServerResponse) => void;

/** A back-office system: a real HTTP server. */
export interface PartnerServer {
  readonly url: string;
  readonly port: number;
  /** All that came, in this order. */
  readonly received: readonly ReceivedMessage[];
  behave(behaviour: PartnerBehaviour): void;
  stop(): Promise<void>;
}

export const accepts: PartnerBehaviour = (_message, response) => {
  response.writeHead(200, { 'content-type': 'text/xml' }).end('<ok/>');
};

/** Starts it on a free port, or on the one it had before. */
export async function startPartner(behaviour: PartnerBehaviour = accepts, port = 0): Promise<PartnerServer> {
  const received: ReceivedMessage[] = [];
  const sockets = new Set<Socket>();
  let answer = behaviour;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const message = { messageId: String(request.headers['idempotency-key']), headers: request.headers, body };
      received.push(message);
      answer(message, response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/in`,
    port: taken,
    received,
    behave(behaviour) {
      answer = behaviour;
    },
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
