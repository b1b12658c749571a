import { cutElement } from '../../xml/cut-element.ts';
import type { XmlElement } from '../../xml/element.ts';
import { escapeAttribute, escapeText } from '../../xml/escape.ts';
import { findPayload } from '../../xml/find-payload.ts';
import { parseXml } from '../../xml/parse-xml.ts';
import { DeliveryFailure } from '../delivery-failure.ts';
import type { OperationInput, RpcInput } from './operation-input.ts';

/**
 * What stands in the SOAP body for a message: the message itself when its root is the operation's input element; otherwise that element with, in it, the list of the
 * integration object, or the whole `SiebelMessage`. In rpc style the content of these is that of the one part of the operation, or they are its text.
 * @param payload an XML document
 * @throws DeliveryFailure `Refused` when the operation has not exactly one part, and the message is not its input element
 */
export function soapBody(payload: string, input: OperationInput, content: 'list' | 'message'): string {
  const root = parseXml(payload);
  if (root.name === input.name && root.namespace === input.namespace) return cutElement(payload, root);
  const list = content === 'list' ? findPayload(root)?.list : undefined;
  const inner = list ?? root;
  const body = input.style === 'document' ? cutElement(payload, inner) : rpcPart(payload, inner, input);
  if (input.namespace === '') return `<${input.name}>${body}</${input.name}>`;
  return `<in:${input.name} xmlns:in="${escapeAttribute(input.namespace)}">${body}</in:${input.name}>`;
}

function rpcPart(payload: string, element: XmlElement, { name, namespace, parts }: RpcInput): string {
  const [part, ...others] = parts;
  if (part === undefined || others.length > 0)
    throw new DeliveryFailure(
      'Refused',
      `${name} takes ${parts.length} parts: only a map can make {${namespace}}${name}`,
    );
  const content = part.isText ? escapeText(cutElement(payload, element)) : contentOf(payload, element);
  return `<${part.name}>${content}</${part.name}>`;
}

/** Each element with the namespaces that it needs: those around it are others there. */
function contentOf(payload: string, { children, text }: XmlElement): string {
  return children.length === 0 ? escapeText(text) : children.map((child) => cutElement(payload, child)).join('');
}
