import { inputsOf, outputsOf } from '../contract/process-arguments.ts';
import { inputName, outputName } from '../contract/wsdl/operation-names.ts';
import { holdsExample } from '../model/example-arguments.ts';
import type { Model, ProcessProperty, WorkflowProcess } from '../model/model.ts';
import { propertyTagOf } from '../model/names.ts';

/** A workflow process as SOAP sees it; made once at start. */
export interface Operation {
  readonly process: WorkflowProcess;
  /** What may be sent, by tag. */
  readonly inputs: ReadonlyMap<string, ProcessProperty>;
  /** Tags that are sent by callers who copy an answer, or fill in every field: only answered, hence ignored. */
  readonly ignored: ReadonlySet<string>;
  /** The hierarchy among the inputs. */
  readonly payload?: ProcessProperty;
  /** Whether the payload is an example to query by, whose values are query syntax. */
  readonly payloadIsExample: boolean;
  /** Elements that wrap the list element in rpc style (siebel-eai, 1.3); empty without `payload`. */
  readonly payloadWrappers: ReadonlySet<string>;
  /** What is answered, in Siebel's order (siebel-eai, 2.2). */
  readonly outputs: readonly ProcessProperty[];
  /** Wrapper of a document/literal answer. */
  readonly documentAnswer: string;
  /** Wrapper of an rpc/literal answer. */
  readonly rpcAnswer: string;
}

/** How the parts of a message are wrapped (siebel-eai, 2.3). */
type Style = 'document' | 'rpc';

/** An operation as it was called. */
export interface Called {
  readonly operation: Operation;
  readonly style: Style;
}

/** @param model in which the subprocesses of the process are */
export function toOperation(process: WorkflowProcess, { processes }: Pick<Model, 'processes'>): Operation {
  const inputs = inputsOf(process);
  const outputs = outputsOf(process);
  const payload = inputs.find(({ type }) => type === 'hierarchy');
  return {
    process,
    inputs: new Map(inputs.map((property) => [property.tag, property])),
    ignored: new Set(
      outputs.filter(({ direction, type }) => direction === 'out' && type === 'string').map(({ tag }) => tag),
    ),
    ...(payload && { payload }),
    payloadIsExample: payload !== undefined && holdsExample(process, payload.name, processes.values()),
    payloadWrappers: new Set(payload && ['SiebelMessage', 'SiebelMessageIn', propertyTagOf(payload.name)]),
    outputs,
    documentAnswer: outputName(process),
    rpcAnswer: `${process.operation}Response`,
  };
}

/** Operations by the names of the elements that call them: `X_Input` in document style, `X` in rpc style. */
export function byWrapper(operations: readonly Operation[]): ReadonlyMap<string, Called> {
  return new Map<string, Called>(
    operations.flatMap((operation) => [
      [inputName(operation.process), { operation, style: 'document' }],
      [operation.process.operation, { operation, style: 'rpc' }],
    ]),
  );
}
