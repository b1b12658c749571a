import { methodSignature, SUBPROCESS_SERVICE } from './business-services.ts';
import type { WorkflowProcess } from './model.ts';

/**
 * Whether a hierarchy that is sent in this process property is an example to query by: the first step that reads the property takes it as one.
 * The values in it are query syntax then, and are not checked against the types of the fields.
 * @param processes among which a subprocess is looked for
 */
export function holdsExample(
  { steps }: WorkflowProcess,
  property: string,
  processes: Iterable<WorkflowProcess>,
): boolean {
  for (const { service, method, inputs } of steps) {
    const argument = [...inputs].find(([, read]) => read === property)?.[0];
    if (argument === undefined) continue;
    if (service !== SUBPROCESS_SERVICE) return methodSignature(service, method)?.inputs[argument]?.example === true;
    const all = [...processes];
    const subprocess = all.find(({ name }) => name === method);
    return subprocess !== undefined && holdsExample(subprocess, argument, all);
  }
  return false;
}
