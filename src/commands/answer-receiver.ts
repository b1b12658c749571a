import type { WorkflowProcess } from '../model/model.ts';
import { answerDocument } from '../outbound/answer-document.ts';
import type { AnswerReceiver } from '../outbound/partner-worker.ts';
import type { OpenService } from './open-service.ts';
import { SYSTEM_USER_ID } from './seed-database.ts';

/**
 * Receives what partners answer, by the processes that their subscriptions name (SendReceive; siebel-eai, 7.2): a document of the integration object of the
 * process, or one in the partner's own shape that a map makes into it.
 */
export function answerReceiver({
  model,
  runner,
  documents,
}: Pick<OpenService, 'model' | 'runner' | 'documents'>): AnswerReceiver {
  const byName = new Map([...model.processes.values()].map((process) => [process.name, process]));
  const receivers = new Map<string, WorkflowProcess>();
  for (const { name: partner, receives } of model.partners) {
    for (const { process, answer } of receives) {
      const receiver = answer === undefined ? undefined : byName.get(answer);
      if (receiver !== undefined) receivers.set(key(partner, process), receiver);
    }
  }
  return async (transaction, { partner, process: sent }, text) => {
    const process = receivers.get(key(partner, sent));
    const document = process && answerDocument(text);
    const message = process?.properties.find(({ type, direction }) => type === 'hierarchy' && /^in/.test(direction));
    if (process === undefined || document === undefined || message === undefined) return;
    const list = documents.decodeDocument(document, process.integrationObject);
    const caller = { login: partner, userId: SYSTEM_USER_ID };
    await runner.runWithin(transaction, { process, properties: new Map([[message.name, list]]), caller }, () => {});
  };
}

function key(partner: string, process: string): string {
  return `${partner}\n${process}`;
}
