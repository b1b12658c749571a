import type { Client } from 'soap';
import type { SoapTransportEntry } from '../../model/partner.ts';
import type { XmlElement } from '../../xml/element.ts';
import { readBodyBinding } from './body-binding.ts';
import type { OperationInput } from './operation-input.ts';
import { UnresolvedReference } from './references.ts';

export interface FoundOperation {
  readonly service: string;
  readonly port: string;
  /** In the WSDL. */
  readonly address: string;
  readonly input: OperationInput;
}

/**
 * Finds an operation in the WSDL that a client was made of.
 * @param definitions of the WSDL and of those that it imports
 * @throws UnresolvedReference when there is none, or it is in a style that is not spoken here
 */
export function findOperation(
  { wsdl }: Client,
  definitions: readonly XmlElement[],
  { operation: wanted, port: wantedPort }: Pick<SoapTransportEntry, 'operation' | 'port'>,
): FoundOperation {
  const known = new Set<string>();
  for (const [service, { ports }] of Object.entries(wsdl.definitions.services)) {
    for (const [port, { binding, location }] of Object.entries(ports)) {
      if (wantedPort !== undefined && port !== wantedPort) continue;
      for (const name of Object.keys(binding.methods)) known.add(name);
      const operation = binding.methods[wanted];
      if (operation === undefined) continue;
      return { service, port, address: location, input: inputOf(operation, definitions, port, wanted) };
    }
  }
  const where = wantedPort === undefined ? 'the WSDL' : `the port ${wantedPort} of the WSDL`;
  throw new UnresolvedReference(`${where} has no operation ${wanted}; it has ${[...known].join(', ') || 'none'}`);
}

type WsdlOperation = Client['wsdl']['definitions']['services'][string]['ports'][string]['binding']['methods'][string];

/** @throws UnresolvedReference */
function inputOf(
  operation: WsdlOperation,
  definitions: readonly XmlElement[],
  port: string,
  wanted: string,
): OperationInput {
  const { style, input, inputSoap } = operation;
  const problem = (text: string) => new UnresolvedReference(`the operation ${wanted} of the port ${port} ${text}`);
  if (typeof inputSoap === 'object' && inputSoap !== null && 'use' in inputSoap && inputSoap.use === 'encoded')
    throw problem(`is ${style}/encoded, which is not spoken here: ask the partner for a port that is literal`);
  if (!input) throw problem('has no input, or the message of its input is not there');
  const { $name: name, targetNamespace: namespace } = input;
  const isElement = name !== undefined && namespace !== undefined;
  if (style !== 'rpc') {
    if (isElement) return { style: 'document', name, namespace };
    throw problem('is in document style, but its message has no part that is an element');
  }
  if (isElement) throw problem('is in rpc style, but a part of its message is an element in place of a type');
  // Package soap then takes the body as it is: it would write parts of its own.
  operation.style = 'document';
  const { namespace: bound, parts } = readBodyBinding(definitions, port, wanted);
  const types = Object.entries((input.parts ?? {}) as Readonly<Record<string, unknown>>);
  return {
    style: 'rpc',
    name: wanted,
    namespace: bound,
    parts: types
      .filter(([part]) => parts === undefined || parts.includes(part))
      .map(([part, type]) => ({ name: part, isText: isSimple(type) })),
  };
}

/** Types of XML Schema itself stand there by their names, others as they are declared. */
function isSimple(type: unknown): boolean {
  if (typeof type === 'string') return !type.endsWith(':anyType');
  return typeof type === 'object' && type !== null && 'name' in type && type.name === 'simpleType';
}
