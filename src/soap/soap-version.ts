import { SOAP_11, SOAP_12 } from './namespaces.ts';

export type FaultCode = 'client' | 'server' | 'mustUnderstand' | 'versionMismatch';

/** What differs between SOAP 1.1 and 1.2, apart from the form of faults. */
export interface SoapVersion {
  readonly number: '1.1' | '1.2';
  readonly namespace: string;
  /** Of what is answered, which is always UTF-8. */
  readonly contentType: string;
  /** Prefix of the envelope that is answered; clients have been seen to look for Siebel's own (siebel-eai, 4.1). */
  readonly prefix: string;
  readonly faultCodes: Readonly<Record<FaultCode, string>>;
  /** Attribute of a header block that names who it is for. */
  readonly roleAttribute: 'actor' | 'role';
  /** Values of it that mean the receiver of the message. */
  readonly ownRoles: ReadonlySet<string>;
}

export const SOAP_1_1: SoapVersion = Object.freeze({
  number: '1.1',
  namespace: SOAP_11,
  contentType: 'text/xml; charset=utf-8',
  prefix: 'SOAP-ENV',
  faultCodes: {
    client: 'Client',
    server: 'Server',
    mustUnderstand: 'MustUnderstand',
    versionMismatch: 'VersionMismatch',
  },
  roleAttribute: 'actor',
  ownRoles: new Set(['', 'http://schemas.xmlsoap.org/soap/actor/next']),
});

export const SOAP_1_2: SoapVersion = Object.freeze({
  number: '1.2',
  namespace: SOAP_12,
  contentType: 'application/soap+xml; charset=utf-8',
  prefix: 'env',
  faultCodes: {
    client: 'Sender',
    server: 'Receiver',
    mustUnderstand: 'MustUnderstand',
    versionMismatch: 'VersionMismatch',
  },
  roleAttribute: 'role',
  ownRoles: new Set(['', `${SOAP_12}/role/next`, `${SOAP_12}/role/ultimateReceiver`]),
});

const BY_NAMESPACE: ReadonlyMap<string, SoapVersion> = new Map([
  [SOAP_11, SOAP_1_1],
  [SOAP_12, SOAP_1_2],
]);

/** The version whose envelope is in this namespace. */
export function versionOfNamespace(namespace: string): SoapVersion | undefined {
  return BY_NAMESPACE.get(namespace);
}

/** The version for an answer to something that is no envelope: what its media type tells. */
export function versionOfMediaType(mediaType: string | undefined): SoapVersion {
  return mediaType === 'application/soap+xml' ? SOAP_1_2 : SOAP_1_1;
}

/** An envelope of this version, as a whole document. `header` is the content of its Header, none when empty. */
export function writeEnvelope({ prefix, namespace }: SoapVersion, body: string, header = ''): string {
  const headerElement = header === '' ? '' : `<${prefix}:Header>${header}</${prefix}:Header>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<${prefix}:Envelope xmlns:${prefix}="${namespace}">` +
    `${headerElement}<${prefix}:Body>${body}</${prefix}:Body></${prefix}:Envelope>`
  );
}
