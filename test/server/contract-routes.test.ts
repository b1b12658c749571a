import { request } from 'node:http';
import { expect } from 'chai';
import { exchange, startTestServer, type TestServer } from './test-server.ts';

const wsdls: readonly [path: string, service: string, served: string][] = [
  ['/soap?wsdl', 'all', '/soap'],
  ['/soap?WSDL', 'all', '/soap'],
  ['/soap/thing?wsdl', 'thing', '/soap/thing'],
  ['/soap/THING/?Wsdl=', 'thing', '/soap/thing'],
  [
    '/eai_enu/start.swe?SWEExtSource=WebService&wsdl&SWEExtCmd=Execute',
    'all',
    '/eai_enu/start.swe?SWEExtSource=WebService&SWEExtCmd=Execute',
  ],
  ['/eai_anon_enu/Start.swe/?x=<y>&WSDL=&sweextcmd=execute', 'all', '/eai_anon_enu/Start.swe/?sweextcmd=execute'],
  ['/siebel/app/eai/enu?wsdl', 'all', '/siebel/app/eai/enu'],
  [`/siebel/app/eai/enu?wsdl&SWEx=${'x'.repeat(500)}`, 'all', '/soap'],
  ['/siebel/app/eai_anon/enu?WSSOAP=1&wsdl', 'all', '/siebel/app/eai_anon/enu?WSSOAP=1'],
];

const refusals: readonly [path: string, status: number, text: RegExp][] = [
  ['/soap/thing?xsd=other.xsd', 404, /no such file/],
  ['/soap/thing?xsd=../../package.json', 404, /no such file/],
  ['/soap/thing?xsd=', 404, /no such file/],
  ['/soap/thing?wsdl=other.wsdl', 404, /no such file/],
  ['/soap/other?wsdl', 404, /no such service/],
  ['/soap/thing', 405, /the WSDL is at \?wsdl/],
];

describe('the contract over HTTP', () => {
  let server: TestServer;
  before(async () => {
    server = await startTestServer();
  });
  after(() => server.stop());

  for (const [path, service, served] of wsdls)
    it(`GET ${path} is the WSDL of ${service} with the caller's address in it`, async () => {
      const response = await fetch(server.address + path);
      expect(response.status).to.equal(200);
      expect(response.headers.get('content-type')).to.equal('text/xml; charset=utf-8');
      expect(await response.text()).to.equal(`<wsdl service="${service}" address="${server.address}${served}"/>`);
    });

  for (const path of [
    '/soap/thing?xsd=thing.xsd',
    '/soap?XSD=thing.xsd',
    '/soap?wsdl=thing.xsd',
    '/eai_enu/start.swe?xsd=thing.xsd',
    '/siebel/app/eai/enu?xsd=thing.xsd',
  ])
    it(`GET ${path} is a file that the WSDL imports`, async () => {
      const response = await fetch(server.address + path);
      expect(response.headers.get('content-type')).to.equal('text/xml; charset=utf-8');
      expect(await response.text()).to.equal('<xsd/>');
    });

  for (const [path, status, text] of refusals)
    it(`GET ${path} is refused with ${status}`, async () => {
      const response = await fetch(server.address + path);
      expect(response.status).to.equal(status);
      expect(await response.text()).to.match(text);
    });

  it('is made once per address, and made again when many others were asked for', async () => {
    const rendered: string[] = [];
    const contract = {
      wsdl: (_id: string | undefined, address: string) => {
        rendered.push(address);
        return `<wsdl address="${address}"/>`;
      },
      file: () => undefined,
    };
    await using counting = await startTestServer({ contract });
    const get = async (host: string) => expect(await wsdlAs(counting, { host })).to.contain(`http://${host}/soap`);
    for (const host of ['a', 'b', 'a', 'b']) await get(host);
    expect(rendered).to.deep.equal(['http://a/soap', 'http://b/soap']);
    for (let number = 0; number < 64; number += 1) await get(`host-${number}`);
    await get('a');
    expect(rendered.filter((address) => address === 'http://a/soap')).to.have.length(2);
  });

  it('can be asked for again cheaply', async () => {
    const first = await fetch(`${server.address}/soap?wsdl`);
    const tag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).to.equal('no-cache');
    const again = await fetch(`${server.address}/soap?wsdl`, { headers: { 'if-none-match': `"x", ${tag}` } });
    expect(again.status).to.equal(304);
    expect(await again.text()).to.equal('');
  });

  it('answers HEAD without a body', async () => {
    const response = await fetch(`${server.address}/soap?wsdl`, { method: 'HEAD' });
    expect(response.status).to.equal(200);
    expect(Number(response.headers.get('content-length'))).to.be.above(10);
  });
});

/** WSDL as fetched under another name. */
function wsdlAs(server: TestServer, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(`${server.address}/soap?wsdl`, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    call.on('error', reject).end();
  });
}

const forwarded = {
  host: 'inner:8080',
  'x-forwarded-proto': 'HTTPS, http',
  'x-forwarded-host': 'cut.example.com, inner',
};

const names: readonly [
  what: string,
  options: object,
  headers: Record<string, string>,
  address: (port: number) => string,
][] = [
  ['the Host header', {}, { host: 'cut.example.com' }, () => 'http://cut.example.com/soap'],
  ['an IPv6 host', {}, { host: '[::1]:8080' }, () => 'http://[::1]:8080/soap'],
  ['no forwarded headers, unless the proxy is trusted', {}, forwarded, () => 'http://inner:8080/soap'],
  ['the forwarded headers of a trusted proxy', { trustProxy: true }, forwarded, () => 'https://cut.example.com/soap'],
  [
    'the Host header where a trusted proxy forwards none',
    { trustProxy: true },
    { host: 'a.example' },
    () => 'http://a.example/soap',
  ],
  [
    'the public URL, whatever the caller used',
    { publicUrl: 'https://gate.example/cut' },
    forwarded,
    () => 'https://gate.example/cut/soap',
  ],
  [
    'the address of the socket in place of a host that is none',
    {},
    { host: 'evil"><script>' },
    (port) => `http://127.0.0.1:${port}/soap`,
  ],
];

describe('the address in the WSDL', () => {
  for (const [what, options, headers, address] of names)
    it(`is ${what}`, async () => {
      await using server = await startTestServer({ options });
      expect(await wsdlAs(server, headers)).to.contain(`address="${address(server.port)}"`);
    });

  it('is the address of the socket for HTTP/1.0 without Host', async () => {
    await using server = await startTestServer();
    const answer = await exchange(server.port, 'GET /soap?wsdl HTTP/1.0\r\n\r\n');
    expect(answer).to.contain(`address="http://127.0.0.1:${server.port}/soap"`);
  });
});
