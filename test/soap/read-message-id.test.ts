import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { checkMustUnderstand } from '../../src/soap/check-must-understand.ts';
import { readHead } from '../../src/soap/envelope.ts';
import { readMessageId } from '../../src/soap/read-message-id.ts';
import { SOAP_1_1 } from '../../src/soap/soap-version.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';
import { envelope } from './messages.ts';

const RECOMMENDATION = 'http://www.w3.org/2005/08/addressing';
const SUBMISSION = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
const messageId = (id: string, { namespace = RECOMMENDATION, more = '' } = {}) =>
  `<a:MessageID xmlns:a="${namespace}" ${more}>${id}</a:MessageID>`;

const head = (headers: string) => readHead(parseXml(envelope(SOAP_1_1, { header: headers, body: '<x/>' })), SOAP_1_1);

const cases: readonly { what: string; headers?: string; key?: string; id: string | undefined }[] = [
  { what: 'nothing', id: undefined },
  { what: 'an Idempotency-Key', key: 'order-17', id: 'order-17' },
  { what: 'an Idempotency-Key as a structured field', key: '"order-17"', id: 'order-17' },
  { what: 'an empty Idempotency-Key', key: ' ', id: undefined },
  { what: 'a MessageID', headers: messageId(' urn:uuid:17 '), id: 'urn:uuid:17' },
  {
    what: 'a MessageID of the submission',
    headers: messageId('urn:uuid:17', { namespace: SUBMISSION }),
    id: 'urn:uuid:17',
  },
  { what: 'an empty MessageID', headers: messageId(''), id: undefined },
  { what: 'both', headers: messageId('urn:uuid:17'), key: 'order-17', id: 'order-17' },
  { what: 'a MessageID of something else', headers: messageId('17', { namespace: 'urn:other' }), id: undefined },
  { what: 'a MessageID for another node', headers: messageId('17', { more: 's:actor="urn:gateway"' }), id: undefined },
];

describe('the id of a message', () => {
  for (const { what, headers = '', key, id } of cases) {
    it(`of ${what} is ${id ?? 'none'}`, () => {
      expect(readMessageId(head(headers), key)).to.equal(id);
    });
  }

  it('must be one', () => {
    const two = head(messageId('17') + messageId('18'));
    expect(() => readMessageId(two, undefined)).to.throw(CutError, 'several headers MessageID');
  });

  it('is a header that is understood, as the others of WS-Addressing are not', () => {
    checkMustUnderstand(head(messageId('17', { more: 's:mustUnderstand="1"' })));
    const action = `<a:Action xmlns:a="${RECOMMENDATION}" s:mustUnderstand="1">urn:receive</a:Action>`;
    expect(() => checkMustUnderstand(head(action))).to.throw(CutError, 'Action');
  });
});
