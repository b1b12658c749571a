import { expect } from 'chai';
import { readEnvelope } from '../../src/soap/envelope.ts';
import { readCredentials } from '../../src/soap/read-credentials.ts';
import type { SoapVersion } from '../../src/soap/soap-version.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { envelope, errorsOf, VERSIONS } from './messages.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const EAIUSER = { login: 'EAIUSER', password: 'Tyne & <Wear>' };
const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const OASIS_UTILITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const DRAFT = 'http://schemas.xmlsoap.org/ws/2002/07/secext';
const PROFILE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';

const NAME = '<w:UsernameToken>EAIUSER</w:UsernameToken>';
const PASSWORD = '<w:PasswordText>Tyne &amp; &lt;Wear&gt;</w:PasswordText>';
const USERNAME = '<Username>EAIUSER</Username>';

/** Siebel's own headers. */
const siebel = (...headers: readonly string[]) =>
  headers.join('').replaceAll(/<w:(\w+)/g, '<w:$1 xmlns:w="http://siebel.com/webservices"');
/** The password of a WS-Security token. */
const text = (type = '') => `<Password${type && ` Type="${type}"`}>Tyne &amp; &lt;Wear&gt;</Password>`;
/** A WS-Security header. */
const security = (content: string, namespace = OASIS, attributes = '') =>
  `<Security xmlns="${namespace}" ${attributes}>${content}</Security>`;
const token = (...content: readonly string[]) => `<UsernameToken>${content.join('')}</UsernameToken>`;
const timestamp = (expires: string) =>
  `<u:Timestamp xmlns:u="${OASIS_UTILITY}"><u:Created>2026-03-01T10:00:00Z</u:Created>${expires && `<u:Expires>${expires}</u:Expires>`}</u:Timestamp>`;
const basic = (credentials: string | Buffer) => `Basic ${Buffer.from(credentials).toString('base64')}`;

interface Case {
  readonly what: string;
  readonly header?: string;
  readonly authorization?: string;
}

const UNDERSTOOD: readonly Case[] = [
  { what: "Siebel's headers", header: siebel(NAME, PASSWORD) },
  { what: "Siebel's headers in another order", header: siebel('<w:SessionType>None</w:SessionType>', PASSWORD, NAME) },
  ...['None', 'none', 'Stateless', 'STATEFUL', 'ServerDetermine', ''].map((type) => ({
    what: `Siebel's headers with SessionType '${type}'`,
    header: siebel(NAME, PASSWORD, `<w:SessionType>${type}</w:SessionType>`),
  })),
  {
    what: "Siebel's headers with a token of a session that is gone",
    header: siebel(NAME, PASSWORD, '<w:SessionToken>abc</w:SessionToken>'),
  },
  { what: 'WS-Security (OASIS)', header: security(token(USERNAME, text(`${PROFILE}#PasswordText`))) },
  { what: 'WS-Security (OASIS) without a password type', header: security(token(USERNAME, text())) },
  { what: 'WS-Security (draft)', header: security(token(USERNAME, text('wsse:PasswordText')), DRAFT) },
  { what: 'WS-Security, the password first', header: security(token(text(), USERNAME)) },
  { what: 'WS-Security with Nonce and Created', header: security(token(USERNAME, text(), '<Nonce>x</Nonce>')) },
  {
    what: 'WS-Security with a Timestamp',
    header: security(timestamp('2026-03-01T12:05:00Z') + token(USERNAME, text())),
  },
  {
    what: 'WS-Security with a Timestamp that never expires',
    header: security(timestamp('') + token(USERNAME, text())),
  },
  {
    what: 'WS-Security with a Timestamp within the skew of clocks',
    header: security(timestamp('2026-03-01T11:59:30Z') + token(USERNAME, text())),
  },
  { what: 'Basic', authorization: basic('EAIUSER:Tyne & <Wear>') },
  { what: 'Basic in other letters', authorization: basic('EAIUSER:Tyne & <Wear>').replace('Basic', 'bASIC') },
  {
    what: 'two ways that say the same',
    header: siebel(NAME, PASSWORD),
    authorization: basic('EAIUSER:Tyne & <Wear>'),
  },
  {
    what: "a SOAP header beside a gateway's Basic",
    header: siebel(NAME, PASSWORD),
    authorization: basic('GATEWAY:another'),
  },
  {
    what: 'a SOAP header beside Basic that cannot be read',
    header: security(token(USERNAME, text())),
    authorization: 'Basic a-b_c!',
  },
  {
    what: 'Basic beside SOAP headers left empty',
    header: siebel('<w:UsernameToken/>', '<w:PasswordText/>'),
    authorization: basic('EAIUSER:Tyne & <Wear>'),
  },
  { what: "a gateway's Authorization beside a header", header: siebel(NAME, PASSWORD), authorization: 'Bearer abc' },
];

const NONE: readonly Case[] = [
  { what: 'no header' },
  { what: 'other headers', header: '<a/><UsernameToken>x</UsernameToken>' },
  { what: "Siebel's headers left empty", header: siebel('<w:UsernameToken/>', '<w:PasswordText/>') },
  { what: 'a session type alone', header: siebel('<w:SessionType>None</w:SessionType>') },
  { what: 'WS-Security without a token', header: security('') },
  { what: 'WS-Security with an empty token', header: security(token('<Username/>', '<Password/>')) },
  { what: 'an empty Authorization', authorization: '' },
  { what: 'an empty pair in Basic', authorization: basic(':') },
];

const REFUSED: readonly (Case & { readonly problem: string })[] = [
  { what: 'a name alone', header: siebel(NAME), problem: 'there is a user name without a password' },
  { what: 'a password alone', header: siebel(PASSWORD), problem: 'there is a password without a user name' },
  { what: 'two names', header: siebel(NAME, NAME, PASSWORD), problem: 'there are several headers UsernameToken' },
  {
    what: 'an unknown session type',
    header: siebel(NAME, PASSWORD, '<w:SessionType>Eternal</w:SessionType>'),
    problem: "the SessionType is none of Siebel's",
  },
  {
    what: 'a session token alone',
    header: siebel('<w:SessionToken>abc</w:SessionToken>'),
    problem: 'no session is kept here; send UsernameToken and PasswordText in place of SessionToken',
  },
  {
    what: 'PasswordDigest',
    header: security(token(USERNAME, text(`${PROFILE}#PasswordDigest`))),
    problem: 'a password must be sent as PasswordText',
  },
  {
    what: 'a type that only looks like text',
    header: security(token(USERNAME, text('urn:NotPasswordText'))),
    problem: 'a password must be sent as PasswordText',
  },
  { what: 'no password', header: security(token(USERNAME)), problem: 'there is a user name without a password' },
  {
    what: 'two tokens',
    header: security(token(USERNAME, text()) + token(USERNAME, text())),
    problem: 'there are several UsernameTokens',
  },
  {
    what: 'two Security headers with a token each',
    header: security(token(USERNAME, text())) + security(token(USERNAME, text()), DRAFT),
    problem: 'there are several UsernameTokens',
  },
  {
    what: 'two passwords',
    header: security(token(USERNAME, text(), text())),
    problem: 'the UsernameToken has several elements Password',
  },
  {
    what: 'a signature',
    header: security(`${token(USERNAME, text())}<Signature/>`),
    problem: 'Signature in the Security header is not supported',
  },
  {
    what: 'an expired Timestamp',
    header: security(timestamp('2026-03-01T11:58:00Z') + token(USERNAME, text())),
    problem: 'the message has expired by its Timestamp',
  },
  {
    what: 'a Timestamp that is none',
    header: security(timestamp('soon') + token(USERNAME, text())),
    problem: 'Expires of the Timestamp is no time',
  },
  {
    what: 'Basic without a colon',
    authorization: basic('EAIUSER'),
    problem: 'the Authorization header is not what Basic prescribes',
  },
  {
    what: 'Basic that is not base64',
    authorization: 'Basic a-b_c!',
    problem: 'the Authorization header is not what Basic prescribes',
  },
  { what: 'Basic alone', authorization: 'Basic', problem: 'the Authorization header is not what Basic prescribes' },
  {
    what: 'Basic that is not UTF-8',
    authorization: basic(Buffer.from('EAIUSER:caf\u00e9', 'latin1')),
    problem: 'the Authorization header is not what Basic prescribes',
  },
  {
    what: 'another scheme alone',
    authorization: 'Bearer abc',
    problem: 'the scheme of the Authorization header is not Basic',
  },
  ...[
    ['another name', USERNAME.replace('EAI', 'OTHER'), text()],
    ['another password', USERNAME, '<Password>x</Password>'],
  ].map(([what, ...content]) => ({
    what: `SOAP headers that contradict each other: ${what}`,
    header: siebel(NAME, PASSWORD) + security(token(...content)),
    problem: 'they are sent in several ways that contradict each other',
  })),
];

describe('readCredentials', () => {
  const read = (version: SoapVersion, { header = '', authorization }: Case) =>
    readCredentials(readEnvelope(parseXml(envelope(version, { header, body: '<Op/>' })), version), authorization, NOW);

  for (const version of VERSIONS) {
    describe(`in SOAP ${version.number}`, () => {
      for (const each of UNDERSTOOD) {
        it(`understands ${each.what}`, () => {
          expect(read(version, each)).to.deep.equal(EAIUSER);
        });
      }

      for (const each of NONE) {
        it(`finds none in ${each.what}`, () => {
          expect(read(version, each)).to.equal(undefined);
        });
      }

      for (const each of REFUSED) {
        it(`refuses ${each.what}`, () => {
          expect(errorsOf(() => read(version, each))).to.deep.equal([
            `CREDENTIALS_NOT_UNDERSTOOD: The credentials cannot be used: ${each.problem}`,
          ]);
        });
      }

      it('passes over headers for somebody else', () => {
        const header = security(token(USERNAME, text()), OASIS, `s:${version.roleAttribute}="urn:somebody"`);
        expect(read(version, { what: '', header })).to.equal(undefined);
      });
    });
  }

  it('does not take a login in other letters for a contradiction', () => {
    const header = siebel(NAME, PASSWORD) + security(token('<Username>eaiuser</Username>', text()));
    expect(read(VERSIONS[0] as SoapVersion, { what: '', header })).to.deep.equal(EAIUSER);
  });
});
