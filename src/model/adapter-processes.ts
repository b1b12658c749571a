import type { Argument, MethodSignature } from './method-signature.ts';
import type { IntegrationObject, ProcessProperty, PropertyDirection, WorkflowProcess } from './model.ts';
import { operationOf, propertyTagOf } from './names.ts';
import { PUBLISHED_ADAPTER_METHODS, SIEBEL_ADAPTER, SIEBEL_ADAPTER_METHODS } from './siebel-adapter-methods.ts';

/** Each method of the EAI Siebel Adapter as a process about one integration object: one step that calls it, with the method's arguments as properties. */
export function adapterProcesses(object: IntegrationObject): readonly WorkflowProcess[] {
  return PUBLISHED_ADAPTER_METHODS.map((method) => adapterProcess(object, method, SIEBEL_ADAPTER_METHODS[method]));
}

/** What the operations about an integration object start with: `CUT Sample Account IO` -> `CUTSampleAccount`. */
export function adapterOperationPrefix({ name }: IntegrationObject): string {
  return operationOf(withoutIo(name));
}

function adapterProcess(object: IntegrationObject, method: string, signature: MethodSignature): WorkflowProcess {
  const name = `${withoutIo(object.name)} ${method}`;
  return {
    name,
    operation: operationOf(name),
    comment: `${signature.comment} (${object.name})`,
    integrationObject: object,
    properties: properties(object, signature),
    steps: [
      {
        name: method,
        service: SIEBEL_ADAPTER,
        method,
        inputs: sameNames(signature.inputs),
        literals: new Map(),
        outputs: sameNames(signature.outputs),
      },
    ],
  };
}

/** `CUT Sample Account IO`, `SS_Account_IO` and `SWIAccountIO` without what says that they are integration objects. */
function withoutIo(name: string): string {
  return name.replace(/(?:(?<=\S)\s+|_|(?<=\p{Ll}))IO$/u, '');
}

function properties(object: IntegrationObject, { inputs, outputs }: MethodSignature): readonly ProcessProperty[] {
  const names = new Set([...Object.keys(inputs), ...Object.keys(outputs)]);
  return [...names].map((name): ProcessProperty => {
    const [input, output] = [inputs[name], outputs[name]];
    const type = (input ?? output)?.type ?? 'string';
    const direction: PropertyDirection = input === undefined ? 'out' : output === undefined ? 'in' : 'inout';
    const tag = type === 'hierarchy' ? object.tag : propertyTagOf(name);
    return { name, tag, type, direction, comment: commentOn(input, output) };
  });
}

function commentOn(input: Argument | undefined, output: Argument | undefined): string {
  if (input === undefined || output === undefined) return (input ?? output)?.comment ?? '';
  return `In, ${startingSmall(input.comment)}; out, ${startingSmall(output.comment)}`;
}

function startingSmall(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function sameNames(all: MethodSignature['inputs']): ReadonlyMap<string, string> {
  return new Map(Object.keys(all).map((name) => [name, name]));
}
