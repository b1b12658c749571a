import { cutElement } from '../../xml/cut-element.ts';
import { escapeAttribute } from '../../xml/escape.ts';
import { findPayload } from '../../xml/find-payload.ts';
import { parseXml } from '../../xml/parse-xml.ts';

/** The element that an operation takes, document/literal. */
export interface InputElement {
  readonly name: string;
  readonly namespace: string;
}

/**
 * What stands in the SOAP body for a message: the message itself when its root is the operation's input element; otherwise that element with,
 * in it, the list of the integration object, or the whole `SiebelMessage`.
 * @param payload an XML document
 */
export function soapBody(payload: string, input: InputElement, content: 'list' | 'message'): string {
  const root = parseXml(payload);
  if (root.name === input.name && root.namespace === input.namespace) return cutElement(payload, root);
  const inner = content === 'list' ? findPayload(root)?.list : undefined;
  const namespace = escapeAttribute(input.namespace);
  return `<in:${input.name} xmlns:in="${namespace}">${cutElement(payload, inner ?? root)}</in:${input.name}>`;
}
