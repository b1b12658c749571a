import { join } from 'node:path';
import { expect } from 'chai';
import type { Subscription } from '../../../src/model/partner.ts';
import { DeliveryFailure } from '../../../src/outbound/delivery-failure.ts';
import { createTransports } from '../../../src/outbound/transports/create-transports.ts';
import { type PartnerServer, startPartner } from '../../support/partner-server.ts';
import { partner } from '../../support/partners.ts';
import { startSoapService } from '../../support/soap-service.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'partners');
const SEND: Subscription = { process: 'CUT Send Account Data' };
const MAPPED: Subscription = { ...SEND, map: { text: 'Account to Pair', at: { file: '', line: 1, column: 1 } } };
const LIST =
  '<ListOfCutSampleAccountIo xmlns="urn:io"><Account><Name>Tyne &amp; Co</Name></Account></ListOfCutSampleAccountIo>';
const PAYLOAD = `<?xml version="1.0"?>\n<SiebelMessage MessageId="1-7">${LIST}</SiebelMessage>`;

async function bySoap(
  operation: string,
  url: string,
  receives: readonly Subscription[] = [SEND],
  content: 'list' | 'message' = 'list',
) {
  const transport = {
    kind: 'soap',
    folder: FOLDER,
    wsdl: 'rpc.wsdl',
    operation,
    url,
    version: '1.1',
    content,
  } as const;
  const transports = await createTransports([partner('billing', receives, { transport })], {
    environment: {},
    directory: '.',
  });
  return transports.get('billing') ?? expect.fail();
}

describe('the SOAP transport, to an operation in rpc style', () => {
  let raw: PartnerServer;
  before(async () => {
    raw = await startPartner((_message, response) => response.writeHead(202).end());
  });
  after(() => raw.stop());

  /** The SOAP body that the partner gets. */
  const deliver = async (
    operation: string,
    payload: string,
    ...more: [(readonly Subscription[])?, ('list' | 'message')?]
  ) => {
    const transport = await bySoap(operation, raw.url, ...more);
    const message = {
      messageId: '1-7',
      sequence: '7',
      created: '2026-11-26 13:05:09',
      process: 'Send',
      objectId: '1-2',
      payload,
    };
    await transport.deliver(message, new AbortController().signal).finally(() => transport.close());
    return /<soap:Body>(.*)<\/soap:Body>/s.exec(raw.received.at(-1)?.body ?? '')?.[1];
  };

  const TEXT = LIST.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const bodies: readonly (readonly [what: string, operation: string, payload: string, body: string])[] = [
    [
      'puts what is in the list into its part, each element with the namespaces that it needs',
      'Send',
      PAYLOAD,
      '<in:Send xmlns:in="http://billing.example/"><accounts><Account xmlns="urn:io"><Name>Tyne &amp; Co</Name></Account></accounts></in:Send>',
    ],
    [
      'puts the list into a part that takes a text as it is; the namespace and the parts are those of the binding',
      'Text',
      PAYLOAD,
      `<in:Text xmlns:in="urn:texts"><document>${TEXT}</document></in:Text>`,
    ],
    [
      'puts anything into a part that takes anything; a binding without a namespace has none',
      'Anything',
      '<Note>a &lt; b</Note>',
      '<Anything><what>a &lt; b</what></Anything>',
    ],
  ];
  for (const [what, operation, payload, body] of bodies) {
    it(what, async () => expect(await deliver(operation, payload)).to.equal(body));
  }

  it('puts the whole message there where that is wanted', async () => {
    expect(await deliver('Send', PAYLOAD, [SEND], 'message')).to.contain(`<accounts>${LIST}</accounts>`);
  });

  it('takes the element of the operation from a map as it is, with all its parts', async () => {
    const pair = '<p:Pair xmlns:p="http://billing.example/"><document>d</document><sender>s</sender></p:Pair>';
    expect(await deliver('Pair', pair, [MAPPED])).to.equal(pair);
    const failure: unknown = await deliver('Pair', PAYLOAD, [MAPPED]).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(DeliveryFailure).and.to.include({ outcome: 'Refused' });
  });

  it('is understood by package soap', async () => {
    const received: unknown[] = [];
    const Send = (message: unknown) => {
      received.push(message);
      return { code: '0' };
    };
    const service = await startSoapService({
      wsdl: join(FOLDER, 'rpc.wsdl'),
      services: { Billing: { Billing: { Send } } },
    });
    const transport = await bySoap('Send', service.url);
    try {
      const message = {
        messageId: '1-7',
        sequence: '7',
        created: '2026-11-26 13:05:09',
        process: 'Send',
        objectId: '1-2',
        payload: PAYLOAD,
      };
      const { status } = await transport.deliver(message, new AbortController().signal);
      expect(status).to.equal(200);
      expect(received).to.deep.equal([{ accounts: { Account: { Name: 'Tyne & Co' } } }]);
    } finally {
      await transport.close();
      await service.stop();
    }
  });

  const refused: readonly (readonly [what: string, operation: string, problem: string])[] = [
    [
      'one that is encoded',
      'SendOld',
      'the operation SendOld of the port Old is rpc/encoded, which is not spoken here: ask the partner for a port that is literal',
    ],
    [
      'a part that is an element',
      'Element',
      'the operation Element of the port Billing is in rpc style, but a part of its message is an element in place of a type',
    ],
    [
      'several parts, unless a map makes them',
      'Pair',
      'the operation Pair in rpc style has not one part but several or none (document, sender): give CUT Send Account Data a map that makes its element, {http://billing.example/}Pair',
    ],
    [
      'document style without an element',
      'SendTyped',
      'the operation SendTyped of the port Old is in document style, but its message has no part that is an element',
    ],
  ];
  for (const [what, operation, problem] of refused) {
    it(`refuses at the start ${what}`, async () => {
      const refusal: unknown = await bySoap(operation, raw.url).catch((error: unknown) => error);
      expect(String(refusal)).to.equal(`TransportsUnavailable: partner billing: ${problem}`);
    });
  }
});
