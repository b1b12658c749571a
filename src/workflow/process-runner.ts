import type { InstanceList } from '../model/instance.ts';
import type { WorkflowProcess } from '../model/model.ts';

/** Who runs a process. */
export interface Caller {
  readonly login: string;
  /** ROW_ID of the S_USER row. */
  readonly userId: string;
}

export type PropertyValue = string | InstanceList;

export interface ProcessCall {
  readonly process: WorkflowProcess;
  /** By process property name; only those that were sent. */
  readonly properties: ReadonlyMap<string, PropertyValue>;
  readonly caller: Caller;
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
