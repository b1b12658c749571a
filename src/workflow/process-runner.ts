import type { InstanceList } from '../model/instance.ts';
import type { WorkflowProcess } from '../model/model.ts';
import type { SentMessage } from '../outbound/outbox.ts';

/** Who runs a process. */
export interface Caller {
  readonly login: string;
  /** ROW_ID of the S_USER row. */
  readonly userId: string;
}

export type PropertyValue = string | InstanceList;

/** How a message goes out that nobody has called for. */
export interface Sending {
  /** Names of partners that do not get it. */
  readonly except: ReadonlySet<string>;
  /**
   * Whether these objects are to be sent at all.
   * @throws CutError when that takes too much work to find out
   */
  readonly accepts: (list: InstanceList) => boolean;
  /** Hears of each message, before the transaction ends. */
  readonly onSent: (message: SentMessage) => void;
}

export interface ProcessCall {
  readonly process: WorkflowProcess;
  /** By process property name; only those that were sent. */
  readonly properties: ReadonlyMap<string, PropertyValue>;
  readonly caller: Caller;
  /** To all partners that want it, when left out. */
  readonly sending?: Sending;
}

export interface ProcessResult {
  /** By process property name: the out and inout ones that have a value. */
  readonly properties: ReadonlyMap<string, PropertyValue>;
}

export interface ProcessRunner {
  /**
   * Runs a workflow process to its end; what it writes is one transaction.
   * @throws CutError with everything that is wrong; nothing has been written then
   */
  run(call: ProcessCall): Promise<ProcessResult>;
}

/** What came of a message that has an id. */
export interface Received {
  readonly answer: string;
  /** Whether this is the answer to an earlier copy of the message, and nothing was changed now. */
  readonly repeated: boolean;
}

export interface MessageReceiver {
  /**
   * Runs a workflow process for a message that its sender may send again.
   * @param message `id` is what the sender calls it; `content` tells it from another one under the same id
   * @param write makes the answer, which is kept for copies of the message
   * @throws CutError as `ProcessRunner.run` does; MESSAGE_ID_REUSED
   */
  receive(
    call: ProcessCall,
    message: { readonly id: string; readonly content: string },
    write: (result: ProcessResult) => string,
  ): Promise<Received>;
}
