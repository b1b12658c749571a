export const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
export const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';

/** Siebel's SOAP headers (siebel-eai, 3.1). */
export const SIEBEL_HEADERS = 'http://siebel.com/webservices';

/** WS-Security, the draft that Siebel 7.7 spoke and the OASIS standard (siebel-eai, 3.2). */
export const SECURITY_EXTENSIONS: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/ws/2002/07/secext',
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
]);

/** The namespaces of `Timestamp` that belong to them. */
export const SECURITY_UTILITIES: ReadonlySet<string> = new Set([
  'http://schemas.xmlsoap.org/ws/2002/07/utility',
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
]);

/** WS-Addressing, the W3C's recommendation and the submission that older stacks speak. */
export const ADDRESSING: ReadonlySet<string> = new Set([
  'http://www.w3.org/2005/08/addressing',
  'http://schemas.xmlsoap.org/ws/2004/08/addressing',
]);

/** Siebel's fault detail (siebel-eai, 4.1). */
export const SIEBEL_FAULT = 'http://www.siebel.com/ws/fault';

/** Our own, machine-readable part of the fault detail. */
export const CUT_FAULT = 'http://cut-adapter/ws/fault';
