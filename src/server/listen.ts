import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * Makes a server listen. With `shared`, servers of other threads can listen at the same address with `join`, and the system spreads the connections
 * among them (SO_REUSEPORT).
 * @param port 0 takes any free one
 * @throws what Node.js says of an address that cannot be listened at (EADDRINUSE, EACCES, ENOTFOUND)
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
  shared: boolean,
): Promise<AddressInfo> {
  if (shared) {
    // The system would let another service of the same user in, too, and calls would end up in one or the other.
    if (port !== 0) for (const { address } of await lookup(host, { all: true })) await assertFree(address, port);
    await join(app, host, port);
  } else await app.listen({ host, port });
  return app.server.address() as AddressInfo;
}

/** Makes a server listen where another thread of this process does already. */
export async function join(app: FastifyInstance, host: string, port: number): Promise<void> {
  // Fastify hands on what Node.js takes, but its types do not know this one.
  const address: { host: string; port: number; reusePort: boolean } = { host, port, reusePort: true };
  await app.listen(address);
}

async function assertFree(host: string, port: number): Promise<void> {
  const server = createServer().listen({ host, port });
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
