import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type {
  AmqpTransportEntry,
  HttpTransportEntry,
  PartnerTransport,
  SoapTransportEntry,
} from '../../../src/model/partner.ts';
import { createTransports, TransportsUnavailable } from '../../../src/outbound/transports/create-transports.ts';
import { certificateFile } from '../../support/certificates.ts';
import { partner } from '../../support/partners.ts';
import { PARTNER_WSDL } from '../../support/soap-partner.ts';

const HTTP: HttpTransportEntry = { kind: 'http', url: 'https://billing.example/in', contentType: 'text/xml' };

const AMQP: AmqpTransportEntry = {
  kind: 'amqp',
  url: 'amqps://broker.example',
  address: 'billing',
  contentType: 'text/xml',
};
const SOAP: SoapTransportEntry = {
  kind: 'soap',
  ...PARTNER_WSDL,
  operation: 'CUTReceiveAccountData',
  url: 'http://billing.example/in',
  version: '1.1',
  content: 'list',
};

const BASIC = { user: 'cut', password: { env: 'BILLING_PASSWORD' } };

const unavailable: readonly (readonly [what: string, transport: PartnerTransport, problem: RegExp])[] = [
  [
    'an environment variable that is not set',
    { ...HTTP, url: { env: 'NOWHERE_URL' } },
    /^partner billing: the environment variable NOWHERE_URL is not set$/,
  ],
  [
    'an environment variable with nothing in it',
    { ...HTTP, url: { env: 'EMPTY' } },
    /the environment variable EMPTY is not set/,
  ],
  [
    'a file that is not there',
    { ...HTTP, basic: { user: 'cut', password: { file: 'none.txt' } } },
    /the file none\.txt cannot be read \(ENOENT\)/,
  ],
  ['no address', { ...HTTP, url: 'billing' }, /the url is no address such as https:/],
  ['an address of another kind', { ...HTTP, url: 'ftp://billing.example/' }, /the url is no address such as https:/],
  ['a user in the address', { ...HTTP, url: 'https://me:secret@billing.example/' }, /without a user in it/],
  [
    'a password that everybody on the way can read',
    { ...HTTP, url: 'http://billing.example/', basic: BASIC },
    /credentials go to another machine only by https/,
  ],
  ['no broker', { ...AMQP, url: 'https://broker.example' }, /the url is no address such as amqps:/],
  ['a user in the address of a broker', { ...AMQP, url: 'amqps://me:secret@broker.example' }, /without a user in it/],
  [
    'a password for a broker that everybody on the way can read',
    { ...AMQP, url: 'amqp://broker.example', sasl: BASIC },
    /credentials go to another machine only by amqps/,
  ],
  [
    'a broker whose certificate is not there',
    { ...AMQP, tls: { authority: { file: 'none.pem' } } },
    /the file none\.pem cannot be read/,
  ],
  [
    'a key that is none',
    { ...HTTP, tls: { certificate: { file: certificateFile('client.crt') }, key: { file: 'password.txt' } } },
    /certificate and key of tls must be PEM.*; OpenSSL says: unsupported$/,
  ],
];

const KEYS = { certificate: { file: certificateFile('client.crt') }, key: { file: 'password.txt' } };

describe('createTransports', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'cut-references-'));
    writeFileSync(join(directory, 'password.txt'), 'secret\r\n');
  });
  after(() => rmSync(directory, { recursive: true }));

  const sources = () => ({ environment: { BILLING_PASSWORD: 'secret', EMPTY: '' }, directory });

  for (const [what, transport, problem] of unavailable) {
    it(`refuses ${what}`, async () => {
      const refusal = await refusalOf(createTransports([partner('billing', [], { transport })], sources()));
      expect(refusal.message).to.match(problem);
    });
  }

  const unusable: readonly (readonly [what: string, change: Partial<SoapTransportEntry>, problem: RegExp])[] = [
    [
      'an operation that the WSDL has not',
      { operation: 'Receive' },
      /the WSDL has no operation Receive; it has CUTGetAccountData, /,
    ],
    ['a port that the WSDL has not', { port: 'Main' }, /the port Main of the WSDL has no operation .*; it has none$/],
    ['a key that is none', { signature: KEYS }, /the key of signature must be PEM.*; OpenSSL says: unsupported$/],
    [
      'a password as text that everybody on the way can read',
      { usernameToken: { user: 'cut', password: { env: 'BILLING_PASSWORD' }, passwordType: 'text' } },
      /credentials go to another machine only by https/,
    ],
  ];
  for (const [what, change, problem] of unusable) {
    it(`refuses ${what}`, async () => {
      const transport = { ...SOAP, ...change };
      const refusal = await refusalOf(createTransports([partner('billing', [], { transport })], sources()));
      expect(refusal.message).to.match(problem);
    });
  }

  it('takes the address of the WSDL where no other is given', async () => {
    const { url: _url, ...transport } = SOAP;
    const transports = await createTransports([partner('billing', [], { transport })], sources());
    await transports.get('billing')?.close();
  });

  it('says all that is missing at once', async () => {
    const transport = { ...HTTP, url: { env: 'NOWHERE_URL' } };
    const partners = [partner('a', [], { transport }), partner('b', [], { transport })];
    expect((await refusalOf(createTransports(partners, sources()))).problems).to.have.length(2);
  });

  const available: readonly (readonly [what: string, transport: PartnerTransport])[] = [
    ['credentials to this machine', { ...HTTP, url: 'http://127.0.0.1:1/in', basic: BASIC }],
    ['a password in a file', { ...HTTP, basic: { user: 'cut', password: { file: 'password.txt' } } }],
    ['credentials to a broker', { ...AMQP, sasl: BASIC }],
    ['credentials to a broker on this machine', { ...AMQP, url: 'amqp://[::1]:5673', sasl: BASIC }],
    ['a broker that lets anybody in', { ...AMQP, url: 'amqp://broker.example' }],
    ['an authority of its own', { ...HTTP, tls: { authority: { file: certificateFile('authority.crt') } } }],
  ];
  for (const [what, transport] of available) {
    it(`makes a way with ${what}`, async () => {
      const transports = await createTransports([partner('billing', [], { transport })], sources());
      expect([...transports.keys()]).to.deep.equal(['billing']);
      await transports.get('billing')?.close();
    });
  }
});

async function refusalOf(creating: Promise<unknown>): Promise<TransportsUnavailable> {
  const reason: unknown = await creating.then(
    () => undefined,
    (error: unknown) => error,
  );
  return reason instanceof TransportsUnavailable ? reason : expect.fail(`not refused: ${String(reason)}`);
}
