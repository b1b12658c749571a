import { expect } from 'chai';
import rhea, { type Message } from 'rhea';
import { CutError } from '../../src/errors/cut-error.ts';
import { deadLetter } from '../../src/inbound/dead-letter.ts';

const UUID = Buffer.from('0a1b2c3d4e5f60718293a4b5c6d7e8f9', 'hex');
const VERDICT = { queue: 'accounts', process: 'Receive', tries: 3, error: new CutError('EMPTY_MESSAGE') };

/** As the other end of a wire gets it. */
const sent = (message: Message) => rhea.message.decode(rhea.message.encode(message)) as unknown as Message;
const letterOf = (message: object) => sent(deadLetter(sent(message as Message), VERDICT));

describe('a dead letter', () => {
  for (const [what, id, same] of [
    ['a text', 'order-17', 'order-17'],
    ['bytes', rhea.types.wrap_binary(Buffer.from([0, 255])), Buffer.from([0, 255])],
    ['a UUID', UUID, UUID],
  ] as const)
    it(`has the ids of the message, which may be ${what}`, () => {
      const letter = letterOf({ message_id: id, correlation_id: id, body: '' });
      expect([letter.message_id, letter.correlation_id]).to.deep.equal([same, same]);
    });

  it('has what the sender said about the message, and nothing of what the broker said about its way', () => {
    const letter = letterOf({
      body: '<a/>',
      subject: 'account',
      message_annotations: { 'x-opt-partition-key': 'a' },
      application_properties: { origin: 'crm' },
      delivery_count: 7,
      ttl: 1000,
    });
    expect(letter).to.include({ body: '<a/>', subject: 'account', durable: true });
    expect(letter).not.to.have.any.keys('delivery_count', 'ttl');
    expect(letter.message_annotations).to.deep.equal({ 'x-opt-partition-key': 'a' });
  });

  it('says why', () => {
    expect(letterOf({ body: '' }).application_properties).to.deep.equal({
      'cut-queue': 'accounts',
      'cut-process': 'Receive',
      'cut-tries': 3,
      'cut-error-code': 'SBL-EAI-04208',
      'cut-error': 'The message is empty (SBL-EAI-04208)',
    });
  });
});
