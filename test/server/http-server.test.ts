import { connect } from 'node:net';
import { expect } from 'chai';
import { exchange, startTestServer, type TestServer } from './test-server.ts';

describe('the HTTP server', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.stop());

  for (const path of ['/', '/soap', '/soap?wsdl', '/health/live', '/metrics', '/nothing'])
    it(`secures what it answers at ${path}`, async () => {
      const { headers } = await fetch(server.address + path);
      expect(headers.get('content-security-policy')).to.match(
        /^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'$/,
      );
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('referrer-policy')).to.equal('no-referrer');
      expect(headers.get('server')).to.equal(null);
      expect(headers.get('x-powered-by')).to.equal(null);
    });

  for (const [sent, kept] of [
    ['abc-123_4.5:6/7', true],
    ['a b', false],
    ['<script>', false],
    ['x'.repeat(101), false],
  ] as const)
    it(`${kept ? 'keeps' : 'replaces'} the request id ${sent.slice(0, 20)}`, async () => {
      const { headers } = await fetch(`${server.address}/health/live`, { headers: { 'x-request-id': sent } });
      if (kept) expect(headers.get('x-request-id')).to.equal(sent);
      else expect(headers.get('x-request-id')).to.match(/^[0-9a-f-]{36}$/);
    });

  it('says in a few words that something is not there', async () => {
    const response = await fetch(`${server.address}/admin`);
    expect(response.status).to.equal(404);
    expect(await response.text()).to.equal('There is nothing here; / says what there is.\n');
  });

  for (const [method, path, allow] of [
    ['PUT', '/soap', 'GET, HEAD, POST, OPTIONS'],
    ['DELETE', '/soap/thing', 'GET, HEAD, POST, OPTIONS'],
    ['POST', '/', 'GET, HEAD, OPTIONS'],
    ['POST', '/health/ready', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/metrics', 'GET, HEAD, OPTIONS'],
  ] as const)
    it(`answers ${method} ${path} with 405 and what it takes`, async () => {
      const response = await fetch(server.address + path, { method, body: 'x' });
      expect(response.status).to.equal(405);
      expect(response.headers.get('allow')).to.equal(allow);
    });

  it('answers OPTIONS', async () => {
    const response = await fetch(`${server.address}/soap`, { method: 'OPTIONS' });
    expect(response.status).to.equal(204);
    expect(response.headers.get('allow')).to.equal('GET, HEAD, POST, OPTIONS');
  });

  for (const [what, bytes, status] of [
    ['what is not HTTP', 'HELLO\r\n\r\n', '400 Bad Request'],
    ['headers without end', `GET / HTTP/1.1\r\nA: ${'x'.repeat(40_000)}`, '431 Request Header Fields Too Large'],
    ['a bad escape in the path', 'GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', '400 Bad Request'],
    [
      'two lengths',
      'POST /soap HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400 Bad Request',
    ],
  ] as const)
    it(`answers ${what} with ${status}, in plain text`, async () => {
      const answer = await exchange(server.port, bytes);
      expect(answer).to.match(new RegExp(`^HTTP/1.1 ${status}\r\n`));
      expect(answer.toLowerCase()).to.contain('content-type: text/plain');
      expect(answer).not.to.contain('FST_ERR');
    });

  it('tells the caller of a broken route no more than the incident, and the log the reason', async () => {
    const metricsText = () => Promise.reject(new Error('disk gone'));
    await using broken = await startTestServer({ metricsText });
    const response = await fetch(`${broken.address}/metrics`, { headers: { 'x-request-id': 'incident-1' } });
    expect(response.status).to.equal(500);
    expect(await response.text()).to.match(/its log has the reason under incident-1\.\n$/);
    expect(JSON.stringify(broken.logged().at(-1)))
      .to.contain('disk gone')
      .and.to.contain('incident-1');
  });

  it('goes on when a caller hangs up in the middle of its headers', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('GET / HTTP/1.1\r\nHost', () => setTimeout(() => socket.resetAndDestroy(), 20));
      });
      socket.on('close', () => resolve());
    });
    expect((await fetch(`${server.address}/health/live`)).status).to.equal(200);
  });
});

describe('health', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.stop());

  const get = async (path: string) => {
    const response = await fetch(server.address + path);
    return [response.status, await response.json()];
  };

  it('is live as long as it answers', async () => {
    server.readiness.state = 'stopping';
    expect(await get('/health/live')).to.deep.equal([200, { status: 'live' }]);
  });

  for (const state of ['starting', 'stopping'] as const)
    it(`is not ready while ${state}`, async () => {
      server.readiness.state = state;
      expect(await get('/health/ready')).to.deep.equal([503, { status: state }]);
    });

  it('is ready when the database answers', async () => {
    server.readiness.state = 'ready';
    expect(await get('/health/ready')).to.deep.equal([200, { status: 'ready' }]);
  });

  it('is not ready when the database does not answer; the log has the reason', async () => {
    server.readiness.ping = () => Promise.reject(new Error('disk gone'));
    expect(await get('/health/ready')).to.deep.equal([503, { status: 'database does not answer' }]);
    expect(JSON.stringify(server.logged().at(-1))).to.contain('disk gone');
  });
});
