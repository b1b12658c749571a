import type { XmlElement } from '../../xml/element.ts';
import { WSDL } from './wsdl-imports.ts';

/** What a binding says about the body of a call (WSDL 1.1, 3.5). */
export interface BodyBinding {
  /** Of the element that is named after an operation in rpc style. */
  readonly namespace: string;
  /** Names of the parts that stand in the body; all of the message when left out. */
  readonly parts?: readonly string[];
}

const BINDINGS: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/wsdl/soap/',
  'http://schemas.xmlsoap.org/wsdl/soap12/',
]);

/**
 * Reads what package `soap` does not keep.
 * @param definitions of a WSDL that package `soap` has read, and of those that it imports
 */
export function readBodyBinding(definitions: readonly XmlElement[], port: string, operation: string): BodyBinding {
  const ports = definitions
    .flatMap((each) => named(each, 'service'))
    .flatMap((service) => named(service, 'port', port));
  const bindings = ports.map((each) => each.attribute('binding')?.split(':').at(-1));
  const inputs = definitions
    .flatMap((each) => bindings.flatMap((binding) => named(each, 'binding', binding)))
    .flatMap((binding) => named(binding, 'operation', operation))
    .flatMap((each) => named(each, 'input'));
  const [body] = inputs.flatMap(({ children }) =>
    children.filter(({ name, namespace }) => name === 'body' && BINDINGS.has(namespace)),
  );
  const parts = body?.attribute('parts');
  return {
    namespace: body?.attribute('namespace') ?? '',
    ...(parts !== undefined && { parts: parts.split(/\s+/).filter(Boolean) }),
  };
}

/** Children that are part of WSDL, of this kind and, where it is given, name. */
function named({ children }: XmlElement, kind: string, name?: string): readonly XmlElement[] {
  return children.filter(
    (child) =>
      child.namespace === WSDL && child.name === kind && (name === undefined || child.attribute('name') === name),
  );
}
