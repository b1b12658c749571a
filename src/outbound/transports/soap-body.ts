import type { XmlElement } from '../../xml/element.ts';
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
  if (root.name === input.name && root.namespace === input.namespace) return elementText(payload, root);
  const inner = content === 'list' ? findPayload(root)?.list : undefined;
  const namespace = escapeAttribute(input.namespace);
  return `<in:${input.name} xmlns:in="${namespace}">${elementText(payload, inner ?? root)}</in:${input.name}>`;
}

/** As it stands in the document, with the namespaces that are declared around it. */
function elementText(document: string, element: XmlElement): string {
  const text = document.slice(element.start, element.end);
  const around = [...(element.parent?.inScope() ?? [])].filter(([prefix]) => !(prefix in element.declarations));
  const declarations = around.map(
    ([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`,
  );
  return text.replace(/^<[^\s/>]+/, (name) => name + declarations.join(''));
}
