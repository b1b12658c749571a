import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { HttpTransportEntry } from '../../../src/model/partner.ts';
import { createTransports, TransportsUnavailable } from '../../../src/outbound/transports/create-transports.ts';
import { partner } from '../../support/partners.ts';

const HTTP: HttpTransportEntry = { kind: 'http', url: 'https://billing.example/in', contentType: 'text/xml' };
const BASIC = { user: 'cut', password: { env: 'BILLING_PASSWORD' } };

const unavailable: readonly (readonly [what: string, transport: HttpTransportEntry, problem: RegExp])[] = [
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
];

describe('createTransports', () => {
  let directory: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'cut-references-'));
    writeFileSync(join(directory, 'password.txt'), 'secret\r\n');
  });
  after(() => rmSync(directory, { recursive: true }));

  const sources = () => ({ environment: { BILLING_PASSWORD: 'secret', EMPTY: '' }, directory });

  for (const [what, transport, problem] of unavailable) {
    it(`refuses ${what}`, () => {
      const create = () => createTransports([partner('billing', [], { transport })], sources());
      expect(create).to.throw(TransportsUnavailable, problem);
    });
  }

  it('says all that is missing at once', () => {
    const transport = { ...HTTP, url: { env: 'NOWHERE_URL' } };
    const create = () =>
      createTransports([partner('a', [], { transport }), partner('b', [], { transport })], sources());
    expect(create).to.throw(TransportsUnavailable).with.property('problems').that.has.length(2);
  });

  const available: readonly (readonly [what: string, transport: HttpTransportEntry])[] = [
    ['credentials to this machine', { ...HTTP, url: 'http://127.0.0.1:1/in', basic: BASIC }],
    ['a password in a file', { ...HTTP, basic: { user: 'cut', password: { file: 'password.txt' } } }],
    ['an authority of its own', { ...HTTP, tls: { authority: { file: 'password.txt' } } }],
  ];
  for (const [what, transport] of available) {
    it(`makes a way with ${what}`, async () => {
      const transports = createTransports([partner('billing', [], { transport })], sources());
      expect([...transports.keys()]).to.deep.equal(['billing']);
      await transports.get('billing')?.close();
    });
  }
});
