import { createServer, connect as dial, type Socket } from 'node:net';

/** A way to a server that can be broken. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks all connections; new ones come about. */
  cut(): void;
  /**
   * The connection that sends next is broken: `before` the server gets it, or `after` the server has answered, which the client does not hear.
   */
  cutNext(when: 'before' | 'after'): void;
  /** Refuses new connections, and breaks those that are there; or lets them through again. */
  refuse(isRefusing: boolean): void;
  /** Takes new connections and leaves them alone, and breaks those that are there; or lets them through again. */
  hang(isHanging: boolean): void;
  stop(): Promise<void>;
}

export async function startTcpProxy(host: string, port: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let next: 'before' | 'after' | undefined;
  let isRefusing = false;
  let isHanging = false;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((client) => {
    if (isRefusing) {
      client.destroy();
      return;
    }
    if (isHanging) {
      sockets.add(client);
      client.on('error', () => {}).on('close', () => sockets.delete(client));
      return;
    }
    const upstream = dial(port, host);
    const both = [client, upstream];
    let isDeaf = false;
    const end = (): void => {
      for (const socket of both) {
        socket.destroy();
        sockets.delete(socket);
      }
    };
    for (const socket of both) {
      sockets.add(socket);
      socket
        .setNoDelay(true)
        .on('error', () => {})
        .on('close', end);
    }
    client.on('data', (chunk) => {
      if (next === 'before') {
        next = undefined;
        end();
        return;
      }
      if (next === 'after') {
        next = undefined;
        isDeaf = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => (isDeaf ? end() : client.write(chunk)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    cut,
    cutNext(when) {
      next = when;
    },
    refuse(refusing) {
      isRefusing = refusing;
      if (refusing) cut();
    },
    hang(hanging) {
      isHanging = hanging;
      cut();
    },
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
