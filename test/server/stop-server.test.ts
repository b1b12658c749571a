import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import type { SoapResponse } from '../../src/soap/soap-endpoint.ts';
import { startTestServer } from './test-server.ts';

const OK: SoapResponse = { status: 200, contentType: 'text/xml', body: '<done/>', outcome: {} };

/** A handler whose answers wait until `release` is called. */
function waitingHandler() {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { release, answer: () => released.then(() => OK) };
}

interface Answer {
  readonly status: number | undefined;
  readonly connection: string | undefined;
}

function post(address: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(`${address}/soap`, { method: 'POST', agent }, (response) => {
      response
        .resume()
        .on('end', () => resolve({ status: response.statusCode, connection: response.headers.connection }));
    });
    call.on('error', reject).end('<x/>');
  });
}

describe('stopServer', () => {
  it('answers the requests under way, and tells their callers that the connection ends', async () => {
    const { release, answer } = waitingHandler();
    await using server = await startTestServer({ answer });
    const agent = new Agent({ keepAlive: true });
    const calls = [post(server.address, agent), post(server.address, agent)];
    while (server.requests.length < 2) await new Promise(setImmediate);
    const stopped = server.stop();
    await new Promise(setImmediate);
    release();
    expect(await Promise.all(calls)).to.deep.equal([
      { status: 200, connection: 'close' },
      { status: 200, connection: 'close' },
    ]);
    expect(await stopped).to.equal(true);
  });

  it('lets idle connections go and takes no new ones', async () => {
    await using server = await startTestServer({ answer: async () => OK });
    const agent = new Agent({ keepAlive: true });
    expect(await post(server.address, agent)).to.deep.equal({ status: 200, connection: 'keep-alive' });
    expect(await server.stop()).to.equal(true);
    const refused = await post(server.address, new Agent()).catch((error: NodeJS.ErrnoException) => error.code);
    expect(refused).to.equal('ECONNREFUSED');
  });

  it('waits for nobody who has been refused and sends no more of the body', async () => {
    await using server = await startTestServer({ answer: async () => OK });
    const socket = connect({ port: server.port, host: '127.0.0.1' });
    socket.write('POST /soap HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n<x/>');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).to.match(/^HTTP\/1\.1 413 /);
    const closed = once(socket, 'close');
    expect(await server.stop(30_000)).to.equal(true);
    await closed;
  });

  it('cuts what does not end in time', async () => {
    const { release, answer } = waitingHandler();
    await using server = await startTestServer({ answer });
    const call = post(server.address, new Agent()).catch((error: NodeJS.ErrnoException) => error.code);
    while (server.requests.length < 1) await new Promise(setImmediate);
    expect(await server.stop(50)).to.equal(false);
    expect(await call).to.equal('ECONNRESET');
    release();
  });
});
