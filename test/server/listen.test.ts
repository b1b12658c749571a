import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { expect } from 'chai';
import { type FastifyInstance, fastify } from 'fastify';
import { join, listen } from '../../src/server/listen.ts';

const LOCAL = '127.0.0.1';

describe('listening', () => {
  const open: FastifyInstance[] = [];
  const server = (): FastifyInstance => {
    const app = fastify();
    open.push(app);
    return app;
  };
  afterEach(() => Promise.all(open.splice(0).map((app) => app.close())));

  for (const shared of [false, true])
    it(`is refused where somebody else listens already (${shared ? 'shared' : 'alone'})`, async () => {
      const { port } = await listen(server(), { host: LOCAL, port: 0 }, shared);
      for (const wanted of [false, true]) {
        const refusal = await listen(server(), { host: LOCAL, port }, wanted).catch((error: unknown) => error);
        expect(refusal).to.include({ code: 'EADDRINUSE' });
      }
    });

  it('takes the port that is wanted, and can share it', async () => {
    const first = server();
    const { port } = await listen(first, { host: LOCAL, port: 0 }, true);
    await first.close();
    expect(await listen(server(), { host: LOCAL, port }, true)).to.include({ port });
  });

  it('spreads connections among those who share an address', async function () {
    if (process.platform !== 'linux') {
      process.stdout.write('      left out: only Linux spreads connections\n');
      this.skip();
    }
    const [first, second] = [server(), server()];
    const { port } = await listen(first, { host: LOCAL, port: 0 }, true);
    await join(second, LOCAL, port);
    expect((second.server.address() as AddressInfo).port).to.equal(port);
    const connections = { first: 0, second: 0 };
    first.server.on('connection', () => connections.first++);
    second.server.on('connection', () => connections.second++);
    for (let connection = 0; connection < 64; connection += 1) {
      const socket = connect(port, LOCAL);
      await once(socket, 'connect');
      socket.destroy();
    }
    // One that gets none of 64 is one case in 2^63.
    expect(Math.min(connections.first, connections.second)).to.be.above(0);
  });
});
