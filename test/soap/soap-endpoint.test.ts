import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { ERROR_TABLE } from '../../src/errors/error-table.ts';
import { Authenticator } from '../../src/security/authenticator.ts';
import { SoapEndpoint, type SoapRequest, type SoapResponse } from '../../src/soap/soap-endpoint.ts';
import { SOAP_1_1, SOAP_1_2, type SoapVersion, writeEnvelope } from '../../src/soap/soap-version.ts';
import type { ProcessCall, ProcessResult } from '../../src/workflow/process-runner.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { usersOf } from '../security/test-users.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { model } from '../support/model.ts';
import { all, envelope, readFault, textOf, VERSIONS } from './messages.ts';
import { decoder, encoder } from './test-codec.ts';

const OURS = 'http://siebel.com/CustomUI';
const AUTHORIZATION = `Basic ${Buffer.from('EAIUSER:Tyne and Wear').toString('base64')}`;
const GET = `<c:CUTGetAccountData_Input xmlns:c="${OURS}"><c:Object_spcId>1-A</c:Object_spcId></c:CUTGetAccountData_Input>`;
const MESSAGE_ID = '<a:MessageID xmlns:a="http://www.w3.org/2005/08/addressing">urn:uuid:17</a:MessageID>';

describe('the SOAP endpoint', () => {
  let database: TestDatabase;
  let endpoint: SoapEndpoint;
  let userId: string;
  /** What the process at the far end was called with, and what it does. */
  let calls: ProcessCall[];
  let run: (call: ProcessCall) => Promise<ProcessResult>;
  /** The messages with an id of their own. */
  let received: { id: string; content: string }[];
  /** What they have been answered before. */
  let firstAnswer: string | undefined;
  let logged: { error: unknown; requestId: string }[];

  before(async () => {
    database = await createDatabase();
    const users = usersOf(database.store);
    userId = (await users.add('EAIUSER', 'Tyne and Wear')).userId;
    endpoint = new SoapEndpoint({
      model,
      authenticator: new Authenticator(users),
      decoder,
      encoder,
      runner: {
        run(call) {
          calls.push(call);
          return run(call);
        },
      },
      receiver: {
        async receive(call, message, write) {
          received.push(message);
          return firstAnswer === undefined
            ? { answer: write(await run(call)), repeated: false }
            : { answer: firstAnswer, repeated: true };
        },
      },
      onError: (error, requestId) => logged.push({ error, requestId }),
    });
  });

  after(() => database.remove());

  beforeEach(() => {
    calls = [];
    received = [];
    firstAnswer = undefined;
    logged = [];
    run = async ({ properties }) => ({ properties });
  });

  const post = (body: string | Uint8Array, more: Partial<SoapRequest> = {}): Promise<SoapResponse> =>
    endpoint.handle({
      body: typeof body === 'string' ? Buffer.from(body) : body,
      authorization: AUTHORIZATION,
      requestId: 'req-1',
      ...more,
    });

  for (const version of VERSIONS) {
    describe(`in SOAP ${version.number}`, () => {
      it('answers in the version it was called in, and tells what it did', async () => {
        const response = await post(envelope(version, { body: GET }));
        expect(response).to.deep.include({ status: 200, contentType: version.contentType });
        expect(response.outcome).to.deep.equal({ operation: 'CUTGetAccountData', login: 'EAIUSER', objectId: '1-A' });
        const root = parseXml(response.body);
        expect([root.name, root.namespace]).to.deep.equal(['Envelope', version.namespace]);
        expect(textOf(root, 'Object_spcId')).to.equal('1-A');
      });

      it('answers rpc style in rpc style', async () => {
        const body = `<c:CUTGetAccountData xmlns:c="${OURS}"><Object_spcId>1-A</Object_spcId></c:CUTGetAccountData>`;
        const response = await post(envelope(version, { body }));
        expect(all(parseXml(response.body), 'CUTGetAccountDataResponse')).to.have.lengthOf(1);
      });

      it('runs the process with what was sent, in the name of the caller', async () => {
        await post(envelope(version, { body: GET }));
        const [call] = calls;
        expect(call?.process.name).to.equal('CUT Get Account Data');
        expect(call?.properties).to.deep.equal(new Map([['Object Id', '1-A']]));
        expect(call?.caller).to.deep.equal({ login: 'EAIUSER', userId });
      });

      for (const [what, key, message] of faultCases(version)) {
        it(`answers ${what} with ${key}`, async () => {
          const response = await post(message.body, { contentType: version.contentType, ...message.more });
          const { code, status, side } = ERROR_TABLE[key];
          const fault = readFault(response.body);
          expect(response.status).to.equal(status);
          expect(response.contentType).to.equal(version.contentType);
          expect(response.outcome.error).to.have.property('key', key);
          expect(fault.namespace).to.equal(version.namespace);
          expect(fault.code).to.match(faultCode(key, side));
          expect(fault.reason?.endsWith(`(${code})`)).to.equal(true);
          expect(calls).to.deep.equal([]);
        });
      }

      it('answers what a process refuses with all its mistakes', async () => {
        run = () =>
          Promise.reject(
            CutError.of([new CutError('NO_CRITERIA', { expected: 'more' }), new CutError('WRITE_CONFLICT')]),
          );
        const { body, status, outcome } = await post(envelope(version, { body: GET }));
        expect(status).to.equal(500);
        expect(all(parseXml(body), 'errorcode').map(({ text }) => text)).to.deep.equal([
          'SBL-EAI-04396',
          'SBL-DAT-00523',
        ]);
        expect(outcome).to.include({ operation: 'CUTGetAccountData', login: 'EAIUSER' });
        expect(logged).to.deep.equal([]);
      });

      for (const [what, error] of [
        ['an exception', new Error('SELECT * FROM S_USER at /opt/cut/src/x.ts')],
        ['a value that is no error', 'SELECT * FROM S_USER at /opt/cut/src/x.ts'],
        ['an internal error of below', new CutError('INTERNAL', { incident: '/opt/cut SELECT' })],
      ] as const) {
        it(`keeps ${what} for the log, and gives its caller an incident`, async () => {
          run = () => Promise.reject(error);
          const { body, status } = await post(envelope(version, { body: GET }));
          expect(status).to.equal(500);
          expect(readFault(body).reason).to.equal(
            'The service could not do this; its log has the reason under req-1(SBL-SVR-00001)',
          );
          expect(body).to.not.match(/SELECT|opt|\.ts/);
          expect(logged).to.deep.equal([{ error, requestId: 'req-1' }]);
        });
      }

      it('answers a call that has an id, and has come before, as the first time, and says so', async () => {
        const message = { body: GET, header: MESSAGE_ID };
        const first = await post(envelope(version, message));
        firstAnswer = '<first/>';
        const again = await post(envelope(version, message));
        expect(received).to.deep.equal([
          { id: 'urn:uuid:17', content: GET },
          { id: 'urn:uuid:17', content: GET },
        ]);
        expect(first.headers).to.equal(undefined);
        expect(first.outcome).to.include({ messageId: 'urn:uuid:17', objectId: '1-A' }).and.not.have.key('repeated');
        expect(again.body).to.equal(writeEnvelope(version, '<first/>'));
        expect(again.headers).to.deep.equal({ 'idempotent-replayed': 'true' });
        expect(again.outcome).to.include({ messageId: 'urn:uuid:17', repeated: true });
      });

      it('asks for credentials the way HTTP does', async () => {
        const { authorization: _, ...anonymous } = { ...request(envelope(version, { body: GET })) };
        const { status, headers } = await endpoint.handle(anonymous);
        expect(status).to.equal(401);
        expect(headers).to.deep.equal({ 'www-authenticate': 'Basic realm="cut-adapter", charset="UTF-8"' });
      });

      it('refuses, for the transport, what could not be taken', () => {
        const response = endpoint.refuse(new CutError('MESSAGE_TOO_LARGE', { limit: 16 }), version.contentType);
        expect(response).to.include({ status: 413, contentType: version.contentType });
        expect(readFault(response.body).reason).to.equal('The message is larger than 16 bytes(SBL-EAI-04209)');
      });
    });
  }

  it('believes the envelope, not the content type', async () => {
    const response = await post(envelope(SOAP_1_2, { body: GET }), { contentType: 'text/xml' });
    expect(response.contentType).to.equal(SOAP_1_2.contentType);
  });

  it('answers what is no envelope in SOAP 1.1 unless the content type says 1.2', async () => {
    for (const contentType of [undefined, 'text/xml', 'application/xml']) {
      const response = await post('nonsense', contentType === undefined ? {} : { contentType });
      expect(readFault(response.body).namespace).to.equal(SOAP_1_1.namespace);
    }
  });

  it('lets the action tell which operation a strange wrapper was meant for', async () => {
    const message = envelope(SOAP_1_2, { body: `<Strange xmlns="${OURS}"/>` });
    for (const more of [
      { soapAction: `"document/${OURS}:CUTGetAccountData"` },
      { contentType: `application/soap+xml; action="document/${OURS}:CUTGetAccountData"` },
    ]) {
      const { outcome } = await post(message, more);
      expect(outcome.error?.message).to.equal("Operation CUTGetAccountData has no argument 'Strange'");
    }
  });

  it('serves at the address of a service its own operations only', async () => {
    const message = envelope(SOAP_1_1, { body: GET });
    const service = (id: string) => ({ service: model.services.get(id) ?? expect.fail(`no service ${id}`) });
    expect((await post(message, service('account'))).status).to.equal(200);
    expect((await post(message, service('work-order'))).outcome.error).to.have.property('key', 'UNKNOWN_OPERATION');
    const stranger = { id: 'x', name: 'X', processes: [...model.processes.values()] };
    expect((await post(message, { service: stranger })).outcome.error).to.have.property('key', 'UNKNOWN_OPERATION');
  });

  it('serves the EAI Siebel Adapter at its own address, and tells what the call was about', async () => {
    const content = `<MessageId>${'M'.repeat(200)}</MessageId><PrimaryRowId>1-A</PrimaryRowId>`;
    const body = `<CUTSampleAccountQuery_Input xmlns="${OURS}">${content}</CUTSampleAccountQuery_Input>`;
    const message = envelope(SOAP_1_1, { body });
    const service = model.siebelAdapter ?? expect.fail('not published');
    const { status, outcome } = await post(message, { service });
    expect(status).to.equal(200);
    expect(outcome).to.deep.equal({
      operation: 'CUTSampleAccountQuery',
      login: 'EAIUSER',
      objectId: '1-A',
      messageId: 'M'.repeat(100),
    });
    expect((await post(message)).outcome.error).to.have.property('key', 'UNKNOWN_OPERATION');
  });

  it('asks who calls before it tells which operations there are', async () => {
    const body = '<Nothing xmlns="urn:x"/>';
    const { outcome } = await post(envelope(SOAP_1_1, { body }), { authorization: 'Basic bm9ib2R5OndyZW9uZw==' });
    expect(outcome.error).to.have.property('key', 'WRONG_CREDENTIALS');
  });

  it('looks at the Body when it knows who calls, and not before', async () => {
    const message = envelope(SOAP_1_2, { body: '<a></b>' });
    for (const [authorization, key] of [
      [AUTHORIZATION, 'MALFORMED_XML'],
      ['Basic bm9ib2R5OndyZW9uZw==', 'WRONG_CREDENTIALS'],
      ['Basic Og==', 'NO_CREDENTIALS'],
    ] as const) {
      const { outcome, contentType } = await post(message, { authorization });
      expect(outcome.error).to.have.property('key', key);
      expect(contentType).to.equal(SOAP_1_2.contentType);
    }
    const { outcome } = await post(envelope(SOAP_1_1, { header: '<a></b>', body: GET }), {
      authorization: 'Basic Og==',
    });
    expect(outcome.error).to.have.property('key', 'MALFORMED_XML');
  });

  for (const [login, told] of [
    ['nobody', 'nobody'],
    ['x'.repeat(1_000), 'x'.repeat(50)],
  ] as const) {
    it(`tells who ${told} said to be, but not the password`, async () => {
      const authorization = `Basic ${Buffer.from(`${login}:secret`).toString('base64')}`;
      const { outcome } = await post(envelope(SOAP_1_1, { body: GET }), { authorization });
      expect(outcome.login).to.equal(told);
      expect(JSON.stringify(outcome)).not.to.contain('secret');
    });
  }

  const long = `<!--${' '.repeat(300_000)}-->`;
  for (const [what, message, problem] of [
    ['a Body that begins late', envelope(SOAP_1_1, { header: long, body: GET }), /does not begin within its first/],
    ['a root element that begins late', long + envelope(SOAP_1_1, { body: GET }), /does not begin within its first/],
    [
      'a long document that is no envelope',
      `<SiebelMessage>${long}</SiebelMessage>`,
      /root element is 'SiebelMessage'/,
    ],
    ['a header of many elements', envelope(SOAP_1_1, { header: '<a/>'.repeat(2_000), body: GET }), /2000 elements/],
  ] as const) {
    it(`refuses ${what}, whoever sends it`, async () => {
      const { outcome } = await post(message, { authorization: 'Basic Og==' });
      expect(outcome.error?.message).to.match(problem);
    });
  }

  for (const padding of ['', ' ']) {
    it(`reads letters wherever they stand in a long message${padding && ', one byte later'}`, async () => {
      const body = GET.replace('1-A', `${padding}${'ö'.repeat(200_000)}`);
      const { outcome } = await post(envelope(SOAP_1_1, { body }));
      expect(outcome.objectId?.trim()).to.equal('ö'.repeat(200_000));
    });
  }

  it('works on two large messages at once, and on small ones beside them', async () => {
    const releases: (() => void)[] = [];
    run = ({ properties }) => new Promise((resolve) => releases.push(() => resolve({ properties })));
    const large = envelope(SOAP_1_1, { body: GET.replace('1-A', `1-A${' '.repeat(1_100_000)}`) });
    const answers = [large, large, large, large].map((message) => post(message));
    while (calls.length < 2) await new Promise(setImmediate);
    answers.push(post(envelope(SOAP_1_1, { body: GET })));
    while (calls.length < 3) await new Promise(setImmediate);
    run = async ({ properties }) => ({ properties });
    for (const release of releases) release();
    expect(releases).to.have.length(3);
    for (const { status } of await Promise.all(answers)) expect(status).to.equal(200);
  });

  it('refuses a large message when too many are waiting', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    run = ({ properties }) => held.then(() => ({ properties }));
    const large = Buffer.from(envelope(SOAP_1_1, { body: GET.replace('1-A', `1-A${' '.repeat(1_100_000)}`) }));
    const answers = Array.from({ length: 2 + 64 + 1 }, () => post(large));
    expect(await Promise.race(answers)).to.have.nested.property('outcome.error.key', 'SERVICE_BUSY');
    release();
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).to.have.length(66);
  });

  it('reads UTF-16', async () => {
    const text = `\ufeff<?xml version="1.0" encoding="utf-16"?>${envelope(SOAP_1_1, { body: GET.replace('1-A', 'Zoë') })}`;
    const response = await post(Buffer.from(text, 'utf16le'), { contentType: 'text/xml; charset=utf-16' });
    expect(response.outcome.objectId).to.equal('Zoë');
  });

  it('decodes and encodes the payload', async () => {
    const list =
      '<ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account><Name>Tyne</Name></Account></ListOfCutSampleAccountIo>';
    const body = `<CUTReceiveAccountData_Input xmlns="${OURS}">${list}</CUTReceiveAccountData_Input>`;
    const response = await post(envelope(SOAP_1_1, { body }));
    expect(response.body).to.contain(list);
    expect(response.outcome).to.deep.equal({ operation: 'CUTReceiveAccountData', login: 'EAIUSER' });
  });
});

function request(body: string): SoapRequest {
  return { body: Buffer.from(body), requestId: 'req-1' };
}

type FaultCase = readonly [
  string,
  keyof typeof ERROR_TABLE,
  { body: string | Uint8Array; more?: Partial<SoapRequest> },
];

/** Everything that can be wrong before a process runs. */
function faultCases(version: SoapVersion): readonly FaultCase[] {
  const call = (body: string, header = '') => ({ body: envelope(version, { header, body }) });
  const get = (content: string) =>
    call(`<CUTGetAccountData_Input xmlns="${OURS}">${content}</CUTGetAccountData_Input>`);
  const wrong = (credentials: string) => ({
    more: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  });
  const account = (content: string) =>
    get(
      `<ListOfCutSampleAccountIo xmlns="http://www.siebel.com/xml/CUT%20Sample%20Account%20IO"><Account>${content}</Account></ListOfCutSampleAccountIo>`,
    );
  return [
    ['nothing', 'EMPTY_MESSAGE', { body: '' }],
    ['what is not XML', 'MALFORMED_XML', { body: 'nonsense' }],
    ['an envelope that breaks off', 'MALFORMED_XML', { body: envelope(version, { body: GET }).slice(0, -5) }],
    ['a DOCTYPE', 'DOCTYPE_REFUSED', { body: `<!DOCTYPE a>${envelope(version, { body: GET })}` }],
    ['bytes that are not UTF-8', 'WRONG_ENCODING', { body: Buffer.from([0x3c, 0x61, 0xff]) }],
    ['endless nesting', 'MESSAGE_TOO_DEEP', { body: '<a>'.repeat(100_000) }],
    ['another document', 'NOT_SOAP', { body: '<SiebelMessage/>' }],
    ['an empty Body', 'NOT_SOAP', call('')],
    ['two operations', 'NOT_SOAP', call(GET + GET)],
    ['the envelope of another SOAP', 'VERSION_MISMATCH', { body: '<Envelope xmlns="urn:soap:2"/>' }],
    ['a header that nobody understands', 'MUST_UNDERSTAND', call(GET, '<Route s:mustUnderstand="1"/>')],
    ['a wrong password', 'WRONG_CREDENTIALS', { ...call(GET), ...wrong('EAIUSER:secret') }],
    ['an unknown user', 'WRONG_CREDENTIALS', { ...call(GET), ...wrong('SOMEBODY:Tyne and Wear') }],
    ['half of the credentials', 'CREDENTIALS_NOT_UNDERSTOOD', { ...call(GET), ...wrong('EAIUSER:') }],
    ['no credentials', 'NO_CREDENTIALS', { ...call(GET), ...wrong(':') }],
    ['an unknown operation', 'UNKNOWN_OPERATION', call(`<Nothing xmlns="${OURS}"/>`)],
    ['an operation in a foreign namespace', 'UNKNOWN_OPERATION', call(GET.replaceAll(OURS, 'urn:x'))],
    ['an unknown argument', 'UNKNOWN_ARGUMENT', get('<Nothing/>')],
    ['an argument sent twice', 'INVALID_MESSAGE', get('<Object_spcId/><Object_spcId/>')],
    ['another integration object', 'WRONG_INTEGRATION_OBJECT', get('<ListOfCutSampleAssetIo/>')],
    ['an unknown field', 'UNKNOWN_ELEMENT', account('<Nmae/>')],
  ];
}

function faultCode(key: string, side: 'client' | 'server'): RegExp {
  if (key === 'MUST_UNDERSTAND') return /:MustUnderstand$/;
  if (key === 'VERSION_MISMATCH') return /:VersionMismatch$/;
  return side === 'client' ? /:(Client|Sender)$/ : /:(Server|Receiver)$/;
}
