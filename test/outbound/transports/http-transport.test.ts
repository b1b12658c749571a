import { expect } from 'chai';
import { DeliveryFailure } from '../../../src/outbound/delivery-failure.ts';
import { HttpTransport } from '../../../src/outbound/transports/http-transport.ts';
import { type PartnerServer, startPartner } from '../../support/partner-server.ts';

const MESSAGE = {
  messageId: '1-7',
  sequence: '7',
  created: '2026-11-26 13:05:09',
  process: 'Send',
  objectId: '1-2',
  payload: '<Kundë/>',
};

describe('HttpTransport', () => {
  let server: PartnerServer;
  let transport: HttpTransport;
  beforeEach(async () => {
    server = await startPartner();
    transport = new HttpTransport({
      url: new URL(server.url),
      basic: { user: 'cut', password: 'sëcret' },
      tls: {},
      contentType: 'application/xml',
      connections: 2,
    });
  });
  afterEach(async () => {
    await transport.close();
    await server.stop();
  });

  const deliver = () => transport.deliver(MESSAGE, new AbortController().signal);
  const failure = () =>
    deliver().then(
      () => undefined,
      (error: unknown) => error,
    );

  it('posts the message as it is, with its id and the credentials', async () => {
    expect(await deliver()).to.deep.equal({ status: 200, text: '<ok/>' });
    const [received] = server.received;
    expect(received).to.include({ messageId: '1-7', body: '<Kundë/>' });
    expect(received?.headers).to.include({
      'content-type': 'application/xml',
      authorization: `Basic ${Buffer.from('cut:sëcret').toString('base64')}`,
    });
  });

  it('does not follow a partner that has moved', async () => {
    server.behave((_message, response) => response.writeHead(307, { location: '/elsewhere' }).end());
    expect(await failure())
      .to.be.instanceOf(DeliveryFailure)
      .and.to.include({ outcome: 'Failed', message: 'HTTP 307' });
    expect(server.received).to.have.length(1);
  });

  it('takes an answer that breaks off for a failure, and keeps its status', async () => {
    server.behave((_message, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('<o');
      setTimeout(() => response.destroy(), 20);
    });
    const broken = await failure();
    expect(broken).to.include({ outcome: 'Failed', message: 'HTTP 200, but the answer breaks off' });
    expect(broken).to.have.deep.property('answer', { status: 200 });
  });

  it('reads no answer without an end', async () => {
    server.behave((_message, response) => response.writeHead(200).end('x'.repeat(5 * 1024 * 1024)));
    expect(await failure()).to.include({ outcome: 'Failed' });
  });

  it('ends a try when it is told to', async () => {
    server.behave(() => {});
    const abort = new AbortController();
    const ended = transport.deliver(MESSAGE, abort.signal).then(
      () => undefined,
      (error: unknown) => error,
    );
    setTimeout(() => abort.abort(), 20);
    expect(await ended).to.have.property('name', 'AbortError');
  });
});
