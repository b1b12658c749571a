import { SOAP_1_1, SOAP_1_2, type SoapVersion } from '../../src/soap/soap-version.ts';
import type { XmlElement } from '../../src/xml/element.ts';
import { parseXml } from '../../src/xml/parse-xml.ts';

export const VERSIONS: readonly SoapVersion[] = [SOAP_1_1, SOAP_1_2];

/** An envelope as a client writes it. */
export function envelope(
  { namespace }: SoapVersion,
  { header = '', body = '' }: { header?: string; body?: string },
): string {
  return `<s:Envelope xmlns:s="${namespace}"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** All elements with this name, at any depth, in document order. */
export function all(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** Text of the first element with this name. */
export function textOf(element: XmlElement, name: string): string | undefined {
  return all(element, name)[0]?.text;
}

/** A fault as its reader sees it. */
export interface ReadFault {
  readonly namespace: string;
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly root: XmlElement;
}

export function readFault(xml: string): ReadFault {
  const root = parseXml(xml);
  return {
    root,
    namespace: root.namespace,
    code: textOf(root, 'faultcode') ?? textOf(root, 'Value'),
    reason: textOf(root, 'faultstring') ?? textOf(root, 'Text'),
  };
}

/** The error that `work` throws, as `KEY: message`; undefined when it throws none. */
export function errorsOf(work: () => unknown): readonly string[] {
  try {
    work();
    return [];
  } catch (error) {
    const { all: errors } = error as { all: readonly { key: string; message: string }[] };
    return errors.map(({ key, message }) => `${key}: ${message}`);
  }
}
