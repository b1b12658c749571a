import { SERVICE_NAMESPACE } from '../contract/namespaces.ts';
import { CutError } from '../errors/cut-error.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Called } from './operation.ts';
import { operationOfAction } from './soap-action.ts';

/**
 * The operation that a message calls. The wrapper in the body decides, as in WS-I Basic Profile; the action only makes the error clearer.
 *
 * @param operations those of the address, by wrapper name
 * @param action SOAPAction, or the action of SOAP 1.2
 * @throws CutError UNKNOWN_ARGUMENT when the action names an operation and the wrapper does not fit it; UNKNOWN_OPERATION
 */
export function findOperation(
  content: XmlElement,
  action: string | undefined,
  operations: ReadonlyMap<string, Called>,
): Called {
  const called = content.namespace === SERVICE_NAMESPACE ? operations.get(content.name) : undefined;
  if (called !== undefined) return called;

  const argument = expandedName(content);
  const location = { line: content.line };
  const meant = operations.get(operationOfAction(action) ?? '')?.operation.process.operation;
  if (meant !== undefined) throw new CutError('UNKNOWN_ARGUMENT', { operation: meant, argument }, { location });
  throw new CutError(
    'UNKNOWN_OPERATION',
    { operation: argument },
    { location: { ...location, allowed: names(operations) } },
  );
}

/** The namespace only where it is what is wrong, and there is one. */
function expandedName({ namespace, name }: XmlElement): string {
  return namespace === SERVICE_NAMESPACE || namespace === '' ? name : `{${namespace}}${name}`;
}

function names(operations: ReadonlyMap<string, Called>): readonly string[] {
  return [...operations].filter(([, { style }]) => style === 'document').map(([name]) => name);
}
