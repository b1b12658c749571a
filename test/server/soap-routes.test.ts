import { connect } from 'node:net';
import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const addresses: readonly [path: string, service: string | undefined][] = [
  ['/soap', undefined],
  ['/soap/', undefined],
  ['/soap/thing', 'thing'],
  ['/SOAP/Thing', 'thing'],
  ['/soap/adapter', 'adapter'],
  ['/eai_enu/start.swe?SWEExtSource=WebService&SWEExtCmd=Execute&WSSOAP=1', undefined],
  ['/eai_deu/start.swe?sweextcmd=execute&SWEEXTSOURCE=webservice', undefined],
  ['/eai_anon_enu/start.swe?SWEExtSource=SecureWebService&SWEExtCmd=Execute', undefined],
  ['/eai_enu/start.swe', undefined],
  ['/siebel/app/eai/enu?WSSOAP=1&SWEExtCmd=Execute&SWEExtSource=WebService', undefined],
  ['/siebel/app/eai_anon/fra?SWEExtSource=SecureWebService&SWEExtCmd=Execute', undefined],
];

const nowhere: readonly [path: string, message: RegExp][] = [
  ['/soap/nothing', /no such service/],
  ['/soap/thing/more', /nothing here/],
  ['/eai_enu/start.swe?SWEExtSource=MyFeed&SWEExtCmd=Execute', /SWEExtSource/],
  ['/eai_enu/start.swe?SWEExtSource=WebService&SWEExtCmd=Logoff', /SWEExtCmd/],
  ['/eai_/start.swe', /nothing here/],
  ['/siebel/app/eai/e-n', /nothing here/],
];

const contentTypes: readonly (string | undefined)[] = [
  'text/xml; charset=utf-8',
  'application/soap+xml; charset=utf-8; action="a"',
  'application/x-www-form-urlencoded',
  'application/json',
  'not a media type;;',
  undefined,
];

describe('SOAP addresses', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.stop());

  const post = (
    path: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Promise<Response> => fetch(server.address + path, { method: 'POST', body, headers });

  for (const [path, service] of addresses)
    it(`POST ${path} is a call of ${service ?? 'any service'}`, async () => {
      const response = await post(path, '<x/>');
      expect(response.status).to.equal(200);
      expect(await response.text()).to.equal('<bytes>4</bytes>');
      expect(response.headers.get('content-type')).to.equal('text/xml; charset=utf-8');
      expect(server.requests.at(-1)?.service?.id).to.equal(service);
    });

  it('passes the id of a message on', async () => {
    await post('/soap', '<x/>', { 'Idempotency-Key': 'order-17' });
    expect(server.requests.at(-1)?.idempotencyKey).to.equal('order-17');
  });

  for (const [path, message] of nowhere)
    it(`POST ${path} is not found`, async () => {
      const response = await post(path, '<x/>');
      expect(response.status).to.equal(404);
      expect(await response.text()).to.match(message);
    });

  for (const contentType of contentTypes)
    it(`takes a body of content type ${contentType} as it is`, async () => {
      const bytes = new Uint8Array([0xff, 0xfe, 0, 60, 200]);
      const response = await post('/soap', bytes, contentType === undefined ? {} : { 'content-type': contentType });
      expect(response.status).to.equal(200);
      expect([...(server.requests.at(-1)?.body ?? [])]).to.deep.equal([...bytes]);
      expect(server.requests.at(-1)?.contentType).to.equal(contentType);
    });

  it('hands on SOAPAction and Authorization as sent', async () => {
    await post('/soap', '<x/>', { SOAPAction: '"a"', Authorization: 'Basic Zm9v' });
    expect(server.requests.at(-1)).to.include({ soapAction: '"a"', authorization: 'Basic Zm9v' });
  });

  it('takes a call without a body', async () => {
    const response = await fetch(`${server.address}/soap`, { method: 'POST' });
    expect(await response.text()).to.equal('<bytes>0</bytes>');
  });

  for (const coding of ['gzip', 'br', 'gzip, identity'])
    it(`refuses a body in Content-Encoding ${coding}, in the caller's version, and stays on the line`, async () => {
      const calls = server.requests.length;
      const headers = { 'content-encoding': coding, 'content-type': 'application/soap+xml' };
      const response = await post('/soap', new Uint8Array(50_000), headers);
      expect(response.status).to.equal(415);
      expect(response.headers.get('content-type')).to.equal('application/soap+xml');
      expect(await response.text()).to.contain(`Content-Encoding '${coding}'`);
      expect(server.requests).to.have.length(calls);
    });

  for (const coding of ['identity', 'Identity'])
    it(`takes a body in Content-Encoding ${coding}`, async () => {
      expect((await post('/soap', '<x/>', { 'content-encoding': coding })).status).to.equal(200);
    });

  it('takes a chunked body in pieces', async () => {
    const pieces = async function* () {
      for (let i = 0; i < 50; i++) yield new Uint8Array(1000);
    };
    const response = await fetch(`${server.address}/soap`, {
      method: 'POST',
      body: ReadableStream.from(pieces()),
      duplex: 'half',
    } as RequestInit);
    expect(await response.text()).to.equal('<bytes>50000</bytes>');
  });

  for (const [how, headers] of [
    ['announced', { 'content-type': 'application/soap+xml' }],
    ['chunked', { 'content-type': 'application/soap+xml' }],
  ] as const)
    it(`answers a body over the limit (${how}) with a fault in the caller's version, and stays on the line`, async () => {
      const calls = server.requests.length;
      const bytes = new Uint8Array(3_000_000);
      const body = how === 'announced' ? bytes : ReadableStream.from([bytes]);
      const response = await fetch(`${server.address}/soap`, {
        method: 'POST',
        headers,
        body,
        duplex: 'half',
      } as RequestInit);
      expect(response.status).to.equal(413);
      expect(response.headers.get('content-type')).to.equal('application/soap+xml');
      expect(await response.text()).to.contain('larger than 100000 bytes');
      expect(server.requests).to.have.length(calls);
      expect((await post('/soap', '<x/>')).status).to.equal(200);
    });

  it('goes on when a caller hangs up in the middle of its body', async () => {
    const before = server.logged().length;
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write('POST /soap HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n<x', () => {
          setTimeout(() => socket.destroy(), 20);
        });
      });
      socket.on('close', () => resolve());
    });
    while (server.logged().length === before) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.logged().at(-1)).to.include({ message: 'request', outcome: 'aborted', bytesIn: 0 });
    expect((await post('/soap', '<x/>')).status).to.equal(200);
  });

  it('logs who called what, with which outcome, and nothing of the message', async () => {
    await post('/soap', '<secret/>', { 'x-request-id': 'mine-1', authorization: 'Basic c2VjcmV0' });
    const line = server.logged().find(({ requestId }) => requestId === 'mine-1');
    expect(line).to.include({
      level: 'info',
      message: 'request',
      login: 'SADMIN',
      operation: 'GetThing',
      objectId: '1-ABC',
      messageId: 'M-1',
      outcome: 'ok',
      status: 200,
      bytesIn: 9,
      bytesOut: 16,
      soap: '1.1',
      remote: '127.0.0.1',
    });
    expect(line?.durationMs).to.be.a('number');
    expect(JSON.stringify(server.logged())).not.to.match(/secret|c2VjcmV0/);
  });

  it('counts requests', async () => {
    const metrics = await (await fetch(`${server.address}/metrics`)).text();
    expect(metrics).to.match(/cut_requests_total\{operation="GetThing",outcome="ok"\} [1-9]/);
    expect(metrics).to.match(/cut_faults_total\{operation="unknown",code="SBL-EAI-04209"\} 2/);
    expect(metrics).to.contain('cut_requests_in_flight 0');
  });
});

describe('SOAP addresses with a handler that', () => {
  it('answers a fault: status, headers and code pass through', async () => {
    const error = new CutError('NO_CREDENTIALS');
    await using server = await startTestServer({
      answer: async () => ({
        status: 401,
        contentType: 'application/soap+xml',
        body: '<fault/>',
        headers: { 'www-authenticate': 'Basic realm="CUT"' },
        outcome: { operation: 'GetThing', error },
      }),
    });
    const response = await fetch(`${server.address}/soap`, { method: 'POST', body: '<x/>' });
    expect(response.status).to.equal(401);
    expect(response.headers.get('www-authenticate')).to.equal('Basic realm="CUT"');
    expect(server.logged().at(-1)).to.include({
      level: 'info',
      outcome: 'SBL-DAT-00445',
      soap: '1.2',
    });
  });

  for (const logLevel of ['info', 'debug'] as const)
    it(`refuses a value: the log says where it is, and at level debug what was said about it (${logLevel})`, async () => {
      const location = { component: 'Thing', instance: '1 (Number "4111")', field: 'Card', value: '4111', line: 7 };
      const error = new CutError('VALUE_TYPE', { value: '4111', field: 'Card', expected: 'a date' }, { location });
      await using server = await startTestServer({
        logLevel,
        answer: async () => ({ status: 500, contentType: 'text/xml', body: '<fault/>', outcome: { error } }),
      });
      await fetch(`${server.address}/soap`, { method: 'POST', body: '<x/>' });
      const lines = server.logged().filter(({ message }) => String(message).startsWith('request'));
      expect(lines[0]).to.include({ outcome: error.code, component: 'Thing', field: 'Card', line: 7, mistakes: 1 });
      expect(JSON.stringify(lines[0])).not.to.contain('4111');
      expect(lines.slice(1).map(({ level, problem }) => [level, problem])).to.deep.equal(
        logLevel === 'debug' ? [['debug', error.message]] : [],
      );
    });

  it('breaks, against its contract: the caller gets an incident, the log the reason', async () => {
    await using server = await startTestServer({ answer: () => Promise.reject(new TypeError('disk gone')) });
    const response = await fetch(`${server.address}/soap`, {
      method: 'POST',
      body: '<x/>',
      headers: { 'x-request-id': 'incident-7' },
    });
    const body = await response.text();
    expect(response.status).to.equal(500);
    expect(body).to.contain('incident-7').and.not.to.contain('disk gone');
    expect(server.logged().at(-1)).to.include({ level: 'warn', outcome: 'SBL-SVR-00001' });
    expect(JSON.stringify(server.logged().at(-2)))
      .to.contain('TypeError')
      .and.to.contain('disk gone');
  });

  it('takes its time: bodies held in memory are bounded over all requests', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await using server = await startTestServer({
      options: { bodyLimit: 1000 },
      answer: async () => {
        await held;
        return { status: 200, contentType: 'text/xml', body: '<ok/>', outcome: {} };
      },
    });
    const call = () => fetch(`${server.address}/soap`, { method: 'POST', body: new Uint8Array(1000) });
    const first = Array.from({ length: 16 }, call);
    while (server.requests.length < 16) await new Promise(setImmediate);
    const refused = await call();
    expect(refused.status).to.equal(503);
    expect(await refused.text()).to.contain('too much to do');
    release();
    for (const response of await Promise.all(first)) expect(response.status).to.equal(200);
    expect((await call()).status).to.equal(200);
  });
});
