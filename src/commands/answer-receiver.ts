import type { WorkflowProcess } from '../model/model.ts';
import { answerDocument } from '../outbound/answer-document.ts';
import type { AnswerReceiver } from '../outbound/delivery-tries.ts';
import type { Stamp } from '../store/store.ts';
import type { OpenService } from './open-service.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/**
 * Receives what partners answer, by the processes that their subscriptions name (SendReceive; siebel-eai, 7.2): a document of the integration object of the
 * process, or one in the partner's own shape that a map makes into it. What that changes is the partner's doing.
 */
export function answerReceiver({
  model,
  runner,
  documents,
  partnerUsers,
}: Pick<OpenService, 'model' | 'runner' | 'documents' | 'partnerUsers'>): AnswerReceiver {
  const byName = new Map([...model.processes.values()].map((process) => [process.name, process]));
  const receivers = new Map<string, WorkflowProcess>();
  for (const { name: partner, receives } of model.partners) {
    for (const { process, answer } of receives) {
      const receiver = answer === undefined ? undefined : byName.get(answer);
      if (receiver !== undefined) receivers.set(key(partner, process), receiver);
    }
  }
  return ({ partner, process: sent }, text) => {
    const process = receivers.get(key(partner, sent));
    const document =
      process && answerDocument(text, (element) => documents.isDocument(element, process.integrationObject));
    const message = process?.properties.find(({ type, direction }) => type === 'hierarchy' && /^in/.test(direction));
    if (process === undefined || document === undefined || message === undefined) return undefined;
    const properties = new Map([[message.name, documents.decodeDocument(document, process.integrationObject)]]);
    return async (transaction) => {
      const caller = { login: partner, userId: await partnerUsers.rowIdOf(transaction, partner, STAMP) };
      await runner.runWithin(transaction, { process, properties, caller }, () => {});
    };
  };
}

const STAMP: Stamp = { by: SYSTEM_USER_ID, source: 'delivery' };

function key(partner: string, process: string): string {
  return `${partner}\n${process}`;
}
