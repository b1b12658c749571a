import { expect } from 'chai';
import rhea, { type Message } from 'rhea';
import { messageIdOf } from '../../src/inbound/queue-receiver.ts';

const UUID = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';

/** AMQP 1.0, part 3, 2.11 to 2.14. */
const ids: readonly { what: string; sent: unknown; id: string }[] = [
  { what: 'a text', sent: 'order-17', id: 'order-17' },
  { what: 'a number', sent: rhea.types.wrap_ulong(17), id: '17' },
  { what: 'bytes', sent: rhea.types.wrap_binary(Buffer.from([0, 255])), id: '00ff' },
  { what: 'a UUID', sent: rhea.types.wrap_uuid(Buffer.from(UUID, 'hex')), id: UUID },
  { what: 'none', sent: undefined, id: '' },
];

describe('the id of a message', () => {
  for (const { what, sent, id } of ids)
    it(`may be ${what}`, () => {
      const message = { message_id: sent, body: '' } as Message;
      expect(messageIdOf(rhea.message.decode(rhea.message.encode(message)) as unknown as Message)).to.equal(id);
    });
});
