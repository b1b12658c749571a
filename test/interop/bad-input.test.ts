import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';

const ENVELOPES = {
  'SOAP 1.1': { namespace: 'http://schemas.xmlsoap.org/soap/envelope/', type: 'text/xml', fault: 'faultcode' },
  'SOAP 1.2': { namespace: 'http://www.w3.org/2003/05/soap-envelope', type: 'application/soap+xml', fault: 'Reason' },
} as const;
const SERVICE = 'http://siebel.com/CustomUI';
const LIST = 'http://www.siebel.com/xml/CUT%20Sample%20Account%20IO';
const LIMIT = 16 * 1024 * 1024;

interface BadInput {
  readonly what: string;
  readonly code: string;
  readonly status?: number;
  readonly authorization?: string | null;
  readonly charset?: string;
  /** In the fault besides the code. */
  readonly tells?: readonly string[];
  /** What is sent, given the envelope's namespace. */
  readonly body: (namespace: string) => string | Uint8Array;
}

const envelope = (namespace: string, content: string) =>
  `<e:Envelope xmlns:e="${namespace}">\n<e:Body>\n${content}\n</e:Body></e:Envelope>`;
const receive = (accounts: string) => (namespace: string) =>
  envelope(
    namespace,
    `<CUTReceiveAccountData_Input xmlns="${SERVICE}"><ListOfCutSampleAccountIo xmlns="${LIST}">${accounts}</ListOfCutSampleAccountIo></CUTReceiveAccountData_Input>`,
  );
const NEW =
  '<Name>Bad</Name><Location>X</Location><AccountTypeCode>Customer</AccountTypeCode><CurrencyCode>GBP</CurrencyCode>';
const ACCOUNT = `<Account>${NEW}<Type>Business</Type></Account>`;

/** "What bad input gets": each the right fault, and no change in the database. */
const BAD_INPUTS: readonly BadInput[] = [
  { what: 'nothing at all', code: 'SBL-EAI-04208', body: () => '' },
  { what: 'malformed XML', code: 'SBL-EAI-04205', body: (namespace) => `<e:Envelope xmlns:e="${namespace}">` },
  {
    what: 'malformed XML in the body',
    code: 'SBL-EAI-04205',
    body: (namespace) => envelope(namespace, `${ACCOUNT}</x>`),
  },
  {
    what: 'a DOCTYPE',
    code: 'SBL-EAI-04206',
    body: (namespace) => `<!DOCTYPE a [<!ENTITY b "c">]>${receive(ACCOUNT)(namespace)}`,
  },
  {
    what: 'bytes that are not UTF-8',
    code: 'SBL-EAI-04207',
    body: (namespace) => Buffer.from(receive(ACCOUNT.replace('Bad', 'B\u00e4d'))(namespace), 'latin1'),
  },
  { what: 'an encoding that is not accepted', code: 'SBL-EAI-04207', charset: 'ebcdic-cp-us', body: receive(ACCOUNT) },
  { what: 'no envelope', code: 'SBL-EAI-04301', body: () => '<a/>' },
  {
    what: 'an unknown operation',
    code: 'SBL-EAI-04313',
    tells: ['CUTDropAccountData'],
    body: (namespace) => envelope(namespace, `<CUTDropAccountData_Input xmlns="${SERVICE}"/>`),
  },
  {
    what: 'an unknown argument',
    code: 'SBL-EAI-04304',
    body: (namespace) =>
      envelope(namespace, `<CUTGetAccountData_Input xmlns="${SERVICE}"><Nme>1</Nme></CUTGetAccountData_Input>`),
  },
  {
    what: 'an unknown element',
    code: 'SBL-EAI-04127',
    tells: ['Nmae', 'line>3<'],
    body: receive('<Account><Nmae>x</Nmae></Account>'),
  },
  {
    what: 'a value that its type refuses',
    code: 'SBL-EAI-04128',
    tells: ['field>Credit Score<', 'value>many<', 'line>4<'],
    body: receive(`<Account>${NEW}\n<CreditScore>many</CreditScore></Account>`),
  },
  {
    what: 'a value that its list does not have',
    code: 'SBL-EAI-04401',
    tells: ['field>Type<', 'line>5<', 'Business'],
    body: receive(`<Account>${NEW}\n\n<Type>Nope</Type></Account>`),
  },
  {
    what: 'a missing required field',
    code: 'SBL-EAI-04389',
    tells: ['field>Type<'],
    body: receive(`<Account>${NEW}</Account>`),
  },
  {
    what: 'no complete user key',
    code: 'SBL-EAI-04397',
    tells: ['Integration Id'],
    body: receive('<Account><Name>Bad</Name></Account>'),
  },
  {
    what: 'a row id that names nothing',
    code: 'SBL-EAI-04378',
    tells: ['1-NOPE'],
    body: receive('<Account><AccountId>1-NOPE</AccountId></Account>'),
  },
  {
    what: 'one good account and one bad one',
    code: 'SBL-EAI-04401',
    body: receive(`${ACCOUNT}<Account>${NEW.replace('>X<', '>Y<')}<Type>Nope</Type></Account>`),
  },
  {
    what: 'another integration object',
    code: 'SBL-EAI-04132',
    body: (namespace) =>
      envelope(
        namespace,
        `<CUTReceiveAccountData_Input xmlns="${SERVICE}"><ListOfCutSampleAssetIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Asset%20IO"/></CUTReceiveAccountData_Input>`,
      ),
  },
  {
    what: 'a header that must be understood',
    code: 'SBL-EAI-04302',
    body: (namespace) =>
      receive(ACCOUNT)(namespace).replace(
        '<e:Body>',
        '<e:Header><h:Pay xmlns:h="urn:h" e:mustUnderstand="1"/></e:Header><e:Body>',
      ),
  },
  {
    what: 'a wrong password',
    code: 'SBL-DAT-00446',
    authorization: basic('SADMIN', 'not this one'),
    body: receive(ACCOUNT),
  },
  {
    what: 'an unknown user',
    code: 'SBL-DAT-00446',
    authorization: basic('NOBODY', 'not this one'),
    body: receive(ACCOUNT),
  },
  { what: 'no credentials', code: 'SBL-DAT-00445', status: 401, authorization: null, body: receive(ACCOUNT) },
  { what: 'a body over the limit', code: 'SBL-EAI-04209', status: 413, body: () => new Uint8Array(LIMIT + 1).fill(32) },
];

describe('what bad input gets', () => {
  let service: ServiceProcess;
  let untouched: string;

  before(async () => {
    service = await startService();
    untouched = content(service);
  });
  after(() => service.stop());

  for (const [version, { namespace, type, fault }] of Object.entries(ENVELOPES)) {
    for (const { what, code, status = 500, authorization = BASIC, charset, tells = [], body } of BAD_INPUTS) {
      it(`${version}: ${what}`, async () => {
        const response = await fetch(`${service.url}/soap/account`, {
          method: 'POST',
          body: body(namespace),
          headers: {
            'content-type': charset === undefined ? type : `${type}; charset=${charset}`,
            ...(authorization === null ? {} : { authorization }),
          },
        });
        const answer = await response.text();
        expect(answer).to.include(`="${namespace}"`).and.include(fault);
        for (const told of [`(${code})`, ...tells]) expect(answer).to.include(told);
        expect(response.status).to.equal(status);
        expect(content(service)).to.equal(untouched);
      });
    }
  }

  it('and the service goes on', async () => {
    expect((await fetch(`${service.url}/health/ready`)).status).to.equal(200);
  });
});

/** How many rows each table has, and how often they have been written. */
function content({ dataDirectory }: ServiceProcess): string {
  using database = new DatabaseSync(join(dataDirectory, 'cut.db'), { readOnly: true });
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'S\\_%' ESCAPE '\\'")
    .all();
  return tables
    .map(({ name }) => {
      const row = database.prepare(`SELECT count(*) AS rows, sum(MODIFICATION_NUM) AS writes FROM "${name}"`).get();
      return `${name} ${row?.rows} ${row?.writes}`;
    })
    .join('\n');
}

function basic(login: string, password: string): string {
  return `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
}
