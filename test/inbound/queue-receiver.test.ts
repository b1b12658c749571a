import { expect } from 'chai';
import { messageIdOf, QueueReceiver, type QueueReceiverParts } from '../../src/inbound/queue-receiver.ts';
import type { Queue } from '../../src/model/queue.ts';

describe('QueueReceiver', () => {
  const IDS: readonly (readonly [what: string, id: string | number | Buffer | undefined, text: string])[] = [
    ['text', 'order-17', 'order-17'],
    ['a number', 17, '17'],
    ['bytes', Buffer.from('17'), '3137'],
    ['nothing', undefined, ''],
  ];
  for (const [what, id, text] of IDS) {
    it(`knows a message by ${what} as '${text}'`, () => {
      expect(messageIdOf({ body: '', ...(id === undefined ? {} : { message_id: id }) })).to.equal(text);
    });
  }

  it('has no process but those of the model', async () => {
    const receiver = new QueueReceiver({ model: { processes: new Map() } } as unknown as QueueReceiverParts);
    const receiving = receiver.receive({ process: 'Receive' } as Queue, { body: '' }, { login: 'X', userId: '0-1' });
    expect(await receiving.catch(String)).to.equal('RangeError: there is no process Receive');
  });
});
