import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect } from 'chai';
import { FeedClient } from '../../src/commands/feed-client.ts';
import { Refusal } from '../../src/commands/refusal.ts';

/** A server, or what stands before one, that gives these answers one after the other. */
async function answering(...answers: readonly (readonly [status: number, body: string])[]) {
  const waiting = [...answers];
  const server = createServer((incoming, outgoing) => {
    incoming.resume().on('end', () => {
      const [status, body] = waiting.shift() ?? [500, ''];
      outgoing.writeHead(status).end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new FeedClient({ server: url, login: 'JDOE', password: 'secret' });
  return { client, url, [Symbol.dispose]: () => server.close() };
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.catch((reason: unknown) => reason);
  expect(error).to.be.instanceOf(Refusal);
  return (error as Refusal).message;
}

describe('FeedClient', () => {
  it('waits for a service that is away for a moment', async () => {
    using server = await answering([503, ''], [200, '{"id":"a"}']);
    expect(await server.client.show('a')).to.deep.equal({ id: 'a' });
  });

  it('says what the service says, or what stands before it', async () => {
    const body = '{"errors":[{"code":"SBL-1","message":"one"},{"code":"SBL-2","message":"two"}]}';
    using server = await answering([400, body], [413, '<html>'], [404, '{}']);
    const send = () => server.client.send(Readable.from(['x']), new URLSearchParams());
    expect(await refusal(send())).to.equal('SBL-1: one\nSBL-2: two');
    expect(await refusal(send())).to.equal('the service refuses that (HTTP 413)');
    expect(await refusal(server.client.show('a'))).to.equal('the service refuses that (HTTP 404)');
  });

  it('does not send a feed twice when the service is away', async () => {
    using server = await answering([503, ''], [202, '{}']);
    expect(await refusal(server.client.send(Readable.from(['x']), new URLSearchParams()))).to.contain('503');
  });
});
