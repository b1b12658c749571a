import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeText } from '../../xml/decode-text.ts';
import type { XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse-xml.ts';

/** What a binding says about the body of a call (WSDL 1.1, 3.5). */
export interface BodyBinding {
  /** Of the element that is named after an operation in rpc style. */
  readonly namespace: string;
  /** Names of the parts that stand in the body; all of the message when left out. */
  readonly parts?: readonly string[];
}

const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const BINDINGS: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/wsdl/soap/',
  'http://schemas.xmlsoap.org/wsdl/soap12/',
]);

/**
 * Reads what package `soap` does not keep.
 * @param file path of a WSDL that package `soap` has read, with all that it imports
 */
export function readBodyBinding(file: string, port: string, operation: string): BodyBinding {
  const definitions = readDefinitions(file);
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

/** The WSDL and those that it imports. */
function readDefinitions(file: string): readonly XmlElement[] {
  const read = new Map<string, XmlElement>();
  const open = [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (read.has(next)) continue;
    const definitions = parseXml(decodeText(readFileSync(next)));
    read.set(next, definitions);
    const folder = dirname(next);
    open.push(...named(definitions, 'import').map((each) => join(folder, each.attribute('location') ?? '')));
  }
  return [...read.values()];
}

/** Children that are part of WSDL, of this kind and, where it is given, name. */
function named({ children }: XmlElement, kind: string, name?: string): readonly XmlElement[] {
  return children.filter(
    (child) =>
      child.namespace === WSDL && child.name === kind && (name === undefined || child.attribute('name') === name),
  );
}
