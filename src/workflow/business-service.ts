import type { WriteResult } from '../adapter/write-result.ts';
import type { WorkflowProcess } from '../model/model.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { Caller, PropertyValue, Sending } from './process-runner.ts';

/** What a step runs in. */
export interface StepContext {
  readonly process: WorkflowProcess;
  readonly caller: Caller;
  /** Gets what each writing step of the run has done. */
  readonly onWritten?: (result: WriteResult) => void;
  readonly sending?: Sending;
}

interface ReadingStepContext extends StepContext {
  readonly reader: Reader;
}

interface WritingStepContext extends ReadingStepContext {
  readonly transaction: Transaction;
}

export type StepArguments = ReadonlyMap<string, PropertyValue>;

/** One method of a business service, as steps of workflow processes call it, with what it needs of the database. A process with a writing step runs as one transaction. */
export type BusinessService =
  | { readonly database: 'none'; run(input: StepArguments, context: StepContext): Promise<StepArguments> }
  | { readonly database: 'read'; run(input: StepArguments, context: ReadingStepContext): Promise<StepArguments> }
  | { readonly database: 'write'; run(input: StepArguments, context: WritingStepContext): Promise<StepArguments> };

/** Key of the table of business services. */
export function serviceKey(service: string, method: string): string {
  return `${service} / ${method}`;
}

/** A string argument; the empty string counts as absent (siebel-eai, 2.2: absent and empty are alike). */
export function stringArgument(input: StepArguments, name: string): string | undefined {
  const value = input.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
