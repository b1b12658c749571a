import { XmlDocument, type XmlNode } from 'libxml2-wasm';

const NAMESPACES = {
  wsdl: 'http://schemas.xmlsoap.org/wsdl/',
  soap: 'http://schemas.xmlsoap.org/wsdl/soap/',
  soap12: 'http://schemas.xmlsoap.org/wsdl/soap12/',
  xsd: 'http://www.w3.org/2001/XMLSchema',
  env: 'http://schemas.xmlsoap.org/soap/envelope/',
  cus: 'http://siebel.com/CustomUI',
  con: 'http://eviware.com/soapui/config',
};

/** The text of all nodes that an XPath 1.0 expression selects. The prefixes of {@link NAMESPACES} are declared, and those given. */
export function xpath(
  document: string,
  expression: string,
  namespaces: Readonly<Record<string, string>> = {},
): string[] {
  using parsed = XmlDocument.fromString(document);
  return parsed.find(expression, { ...NAMESPACES, ...namespaces }).map((node: XmlNode) => node.content);
}
