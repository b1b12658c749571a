import { expect } from 'chai';
import { SignedXml } from 'xml-crypto';
import type { SoapTransportEntry } from '../../../src/model/partner.ts';
import { DeliveryFailure } from '../../../src/outbound/delivery-failure.ts';
import { createTransports } from '../../../src/outbound/transports/create-transports.ts';
import type { Transport } from '../../../src/outbound/transports/transport.ts';
import { certificate, certificateFile } from '../../support/certificates.ts';
import { startPartner } from '../../support/partner-server.ts';
import { partner } from '../../support/partners.ts';
import { PARTNER_USER, PARTNER_WSDL, type SoapPartner, startSoapPartner } from '../../support/soap-partner.ts';

const NAMESPACE = 'http://www.siebel.com/xml/CUT%20Sample%20Account%20IO';
const LIST = `<ListOfCutSampleAccountIo xmlns="${NAMESPACE}"><Account><Name>Tyne &amp; Söhne</Name></Account></ListOfCutSampleAccountIo>`;
const PAYLOAD = `<?xml version="1.0" encoding="UTF-8"?>\n<?Siebel-Property-Set EscapeNames="false"?>\n<SiebelMessage MessageId="1-7">${LIST}</SiebelMessage>\n`;
const UNDERSTOOD = { ListOfCutSampleAccountIo: { Account: [{ Name: 'Tyne & Söhne' }] } };

const BY_SOAP: SoapTransportEntry = {
  kind: 'soap',
  ...PARTNER_WSDL,
  operation: 'CUTReceiveAccountData',
  url: { env: 'URL' },
  version: '1.1',
  content: 'list',
};
const TOKEN = { user: PARTNER_USER.user, password: { env: 'PASSWORD' }, passwordType: 'text' } as const;
const OUR_CERTIFICATE = {
  certificate: { file: certificateFile('client.crt') },
  key: { file: certificateFile('client.key') },
} as const;
const TLS = { authority: { file: certificateFile('authority.crt') }, ...OUR_CERTIFICATE } as const;

describe('the SOAP transport', () => {
  const started: { stop(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of started.splice(0)) await each.stop();
  });

  async function soapPartner(options: Parameters<typeof startSoapPartner>[0] = {}): Promise<SoapPartner> {
    const running = await startSoapPartner(options);
    started.push(running);
    return running;
  }

  async function transportTo(
    url: string,
    more: Partial<SoapTransportEntry> = {},
    password: string = PARTNER_USER.password,
  ): Promise<Transport> {
    const billing = partner('billing', [], { transport: { ...BY_SOAP, ...more } });
    const sources = { environment: { URL: url, PASSWORD: password }, directory: '.' };
    const transport = (await createTransports([billing], sources)).get('billing') ?? expect.fail();
    started.push({ stop: () => transport.close() });
    return transport;
  }

  const deliver = (transport: Transport, payload = PAYLOAD) =>
    transport.deliver(
      { messageId: '1-7', sequence: '7', created: '2026-11-26 13:05:09', process: 'Send', objectId: '1-2', payload },
      new AbortController().signal,
    );
  const failure = (transport: Transport) =>
    deliver(transport).then(
      () => expect.fail('it was delivered'),
      (error: unknown) => (error instanceof DeliveryFailure ? error : expect.fail(String(error))),
    );

  for (const version of ['1.1', '1.2'] as const) {
    it(`calls the operation by SOAP ${version}, as the WSDL describes it`, async () => {
      const { url, received } = await soapPartner();
      const { status, text } = await deliver(await transportTo(url, { version }));
      expect(received).to.deep.equal([UNDERSTOOD]);
      expect(status).to.equal(200);
      expect(text).to.contain('CUTReceiveAccountData_Output');
    });
  }

  it('sends several messages, each with its own', async () => {
    const { url, received } = await soapPartner();
    const transport = await transportTo(url);
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => deliver(transport, PAYLOAD.replace('Tyne', name))));
    const sent = names.map((name) => ({ ListOfCutSampleAccountIo: { Account: [{ Name: `${name} & Söhne` }] } }));
    expect(received).to.have.deep.members(sent);
  });

  it('sends a message in the shape of the operation as it is, and the whole envelope where that is wanted', async () => {
    const raw = await startPartner((_message, response) => response.writeHead(202).end());
    started.push(raw);
    const own =
      '<r:CUTReceiveAccountData_Input xmlns:r="http://siebel.com/CustomUI"><r:Own/></r:CUTReceiveAccountData_Input>';
    expect(await deliver(await transportTo(raw.url), `<?xml version="1.0"?>${own}`)).to.deep.equal({ status: 202 });
    await deliver(await transportTo(raw.url, { content: 'message' }));
    const bodies = raw.received.map(({ body }) => /<soap:Body>(.*)<\/soap:Body>/s.exec(body)?.[1]);
    const wrapped = `<in:CUTReceiveAccountData_Input xmlns:in="http://siebel.com/CustomUI"><SiebelMessage MessageId="1-7">${LIST}</SiebelMessage></in:CUTReceiveAccountData_Input>`;
    expect(bodies).to.deep.equal([own, wrapped]);
    expect(raw.received[0]?.headers).to.deep.include({
      'idempotency-key': '1-7',
      soapaction: '"document/http://siebel.com/CustomUI:CUTReceiveAccountData"',
      'content-type': 'text/xml; charset=utf-8',
    });
  });

  for (const passwordType of ['text', 'digest'] as const) {
    it(`sends a UsernameToken with the password as ${passwordType}; a wrong one is refused`, async () => {
      const { url, received } = await soapPartner({ passwordType });
      const usernameToken = { ...TOKEN, passwordType };
      await deliver(await transportTo(url, { usernameToken }));
      await deliver(await transportTo(url, { usernameToken }));
      expect(received).to.have.length(2);
      const refused = await failure(await transportTo(url, { usernameToken }, 'wrong'));
      expect(refused).to.include({ outcome: 'Refused' });
      expect(received).to.have.length(2);
    });
  }

  it('signs body and time stamp with our certificate, also beside a UsernameToken', async () => {
    const raw = await startPartner((_message, response) => response.writeHead(200).end());
    started.push(raw);
    for (const more of [{}, { usernameToken: TOKEN }]) {
      const transport = await transportTo(raw.url, { signature: OUR_CERTIFICATE, ...more });
      await deliver(transport);
      await deliver(transport);
    }
    expect(raw.received).to.have.length(4);
    for (const { body } of raw.received) {
      expect(body.match(/<Timestamp /g)).to.have.length(1);
      expect(body).to.match(/<soap:Body [^>]*wsu:Id="/);
      expect(signedParts(body).join()).to.contain('Söhne').and.to.contain('<Created');
      expect(() => signedParts(body.replace('Tyne', 'Wear'))).to.throw();
    }
    expect(raw.received[3]?.body).to.contain('UsernameToken');
  });

  it('shows our certificate to a partner that asks for it', async () => {
    const { url, received } = await soapPartner({ tls: true });
    await deliver(await transportTo(url, { tls: TLS }));
    expect(received).to.have.length(1);
    const without: unknown = await deliver(await transportTo(url, { tls: { authority: TLS.authority } })).catch(
      (e) => e,
    );
    expect(without).to.be.instanceOf(Error);
    expect(received).to.have.length(1);
  });

  it('keeps the fault of a partner with the refusal', async () => {
    const { url } = await soapPartner({ fault: 'no such customer' });
    const refused = await failure(await transportTo(url));
    expect(refused).to.include({ outcome: 'Refused', message: 'fault: no such customer' });
    expect(refused.answer?.text).to.contain('faultstring');
  });

  it('takes an answer that is no envelope for a failure', async () => {
    const raw = await startPartner();
    started.push(raw);
    expect(await failure(await transportTo(raw.url))).to.include({
      outcome: 'Failed',
      message: 'HTTP 200, but the answer is no SOAP envelope',
    });
  });
});

/** The texts that the signature of an envelope covers. Throws when it is not that of our certificate. */
function signedParts(envelope: string): readonly string[] {
  const signature = /<Signature .*<\/Signature>/s.exec(envelope)?.[0] ?? expect.fail('no signature');
  const verifier = new SignedXml({ publicCert: certificate('client.crt'), idMode: 'wssecurity' });
  verifier.loadSignature(signature);
  if (!verifier.checkSignature(envelope)) throw new Error('the signature does not fit');
  return verifier.getSignedReferences();
}
