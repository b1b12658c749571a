import type { Message } from 'rhea';
import type { Model, WorkflowProcess } from '../model/model.ts';
import type { Queue } from '../model/queue.ts';
import type { Caller, MessageReceiver, ProcessResult, ProcessRunner } from '../workflow/process-runner.ts';
import type { DocumentDecoder } from '../workflow/services/xml-converter-service.ts';
import { messageText } from './message-text.ts';

export interface QueueReceiverParts {
  readonly model: Pick<Model, 'processes'>;
  readonly runner: ProcessRunner;
  readonly receiver: MessageReceiver;
  readonly decoder: DocumentDecoder;
  /** Bytes of the largest message. */
  readonly bodyLimit: number;
}

/** Runs the process of a queue for each of its messages. */
export class QueueReceiver {
  readonly #parts: QueueReceiverParts;
  readonly #processes: ReadonlyMap<string, WorkflowProcess>;

  constructor(parts: QueueReceiverParts) {
    this.#parts = parts;
    this.#processes = new Map([...parts.model.processes.values()].map((process) => [process.name, process]));
  }

  /**
   * Resolves when what the message says is committed.
   * @returns whether a copy of the message had come before, and nothing was changed now
   * @throws CutError when the message is refused
   */
  async receive({ process: name, property }: Queue, message: Message, caller: Caller): Promise<boolean> {
    const { runner, receiver, decoder, bodyLimit } = this.#parts;
    const process = this.#processes.get(name);
    if (process === undefined) throw new RangeError(`there is no process ${name}`);
    const content = messageText(message, bodyLimit);
    const call = {
      process,
      properties: new Map([[property, decoder.decodeDocument(content, process.integrationObject)]]),
      caller,
    };
    const id = messageIdOf(message);
    if (id === '') {
      await runner.run(call);
      return false;
    }
    const { repeated } = await receiver.receive(call, { id, content }, nothing);
    return repeated;
  }
}

/** What the sender calls the message, as text: AMQP has numbers and bytes for it, too. Empty for one without. */
export function messageIdOf({ message_id }: Message): string {
  return Buffer.isBuffer(message_id) ? message_id.toString('hex') : String(message_id ?? '');
}

/** Nobody waits for an answer. */
function nothing(_result: ProcessResult): string {
  return '';
}
