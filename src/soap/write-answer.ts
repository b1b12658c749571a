import { SERVICE_NAMESPACE } from '../contract/namespaces.ts';
import type { InstanceList } from '../model/instance.ts';
import type { ProcessProperty } from '../model/model.ts';
import type { PropertyValue } from '../workflow/process-runner.ts';
import { escapeText } from '../xml/escape.ts';
import type { Called } from './operation.ts';

/** Writes a list element, with its own namespace declared. */
export interface PayloadEncoder {
  encode(list: InstanceList): string;
}

/**
 * Siebel's built-in properties that clients read before they look for a fault (siebel-eai, 2.2): there, and empty, in every good answer.
 */
const ERROR_PROPERTIES: ReadonlySet<string> = new Set(['Error Code', 'Error Message']);

/** Content of the Body that answers a call in its own style; properties without a value are left out. */
export function writeAnswer(
  { operation, style }: Called,
  properties: ReadonlyMap<string, PropertyValue>,
  encoder: PayloadEncoder,
): string {
  let parts = '';
  for (const property of operation.outputs) {
    parts += writePart(property, properties.get(property.name), style, encoder);
  }
  return style === 'document'
    ? `<${operation.documentAnswer} xmlns="${SERVICE_NAMESPACE}">${parts}</${operation.documentAnswer}>`
    : `<ns:${operation.rpcAnswer} xmlns:ns="${SERVICE_NAMESPACE}">${parts}</ns:${operation.rpcAnswer}>`;
}

function writePart(
  { name, tag }: ProcessProperty,
  value: PropertyValue | undefined,
  style: Called['style'],
  encoder: PayloadEncoder,
): string {
  if (value === undefined) return ERROR_PROPERTIES.has(name) ? `<${tag}/>` : '';
  if (typeof value === 'string') return `<${tag}>${escapeText(value)}</${tag}>`;
  const list = encoder.encode(value);
  return style === 'document' ? list : `<SiebelMessage>${list}</SiebelMessage>`;
}
