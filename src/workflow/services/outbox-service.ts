import { CutError } from '../../errors/cut-error.ts';
import type { Outbox } from '../../outbound/outbox.ts';
import { type BusinessService, stringArgument } from '../business-service.ts';
import type { DocumentEncoder } from './xml-converter-service.ts';

/** EAI Outbox / Send: one delivery per partner that gets this process's messages, in the transaction of the process. */
export function sendService(outbox: Outbox, encoder: DocumentEncoder): BusinessService {
  return {
    database: 'write',
    async run(input, { process, transaction, caller, sending }) {
      const list = input.get('SiebelMessage');
      const objectId = stringArgument(input, 'PrimaryRowId');
      if (typeof list !== 'object' || list.roots.length === 0 || objectId === undefined) {
        const { root } = process.integrationObject;
        throw new CutError('NO_MATCH', { component: root.name, key: 'the Object Id that was sent' });
      }
      if (sending?.accepts(list) === false) return new Map();
      const message = await outbox.put(transaction, {
        process: process.name,
        list,
        objectId,
        document: (id) => encoder.encodeDocument(list, { messageId: id }),
        ...(sending && { except: sending.except }),
        stamp: { by: caller.userId, source: process.operation.slice(0, 50) },
      });
      sending?.onSent(message);
      return new Map([['MessageId', message.messageId]]);
    },
  };
}
