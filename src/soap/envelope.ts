import { CutError } from '../errors/cut-error.ts';
import type { XmlElement } from '../xml/element.ts';
import { type SoapVersion, versionOfNamespace } from './soap-version.ts';

/** What comes before the Body. */
export interface EnvelopeHead {
  readonly version: SoapVersion;
  /** Header blocks. */
  readonly headers: readonly XmlElement[];
}

export interface Envelope extends EnvelopeHead {
  /** The one element in the Body. */
  readonly content: XmlElement;
}

/**
 * Which SOAP version a document is in.
 * @throws CutError VERSION_MISMATCH for an envelope of another SOAP, NOT_SOAP for anything else
 */
export function readVersion(root: XmlElement): SoapVersion {
  if (root.name !== 'Envelope') throw notSoap(`its root element is '${root.name}'`, root);
  const version = versionOfNamespace(root.namespace);
  if (version !== undefined) return version;
  throw new CutError('VERSION_MISMATCH', { namespace: root.namespace }, { location: { line: root.line } });
}

/**
 * What comes before the Body of an envelope.
 * @param root of the whole tree, or of one that ends with the start tag of the Body
 * @throws CutError NOT_SOAP
 */
export function readHead(root: XmlElement, version: SoapVersion): EnvelopeHead {
  const stranger = root.children.find((child) => !isPart(child, 'Header', version) && !isPart(child, 'Body', version));
  if (stranger !== undefined) throw notSoap(`'${stranger.name}' is neither its Header nor its Body`, stranger);
  if (root.children.every(({ name }) => name !== 'Body')) throw notSoap('it has 0 Body elements', root);
  const headers = root.children.filter((child) => child.name === 'Header');
  if (headers.length > 1) throw notSoap(`it has ${headers.length} Header elements`, root);
  return { version, headers: headers[0]?.children ?? [] };
}

/**
 * Takes an envelope apart: an optional Header, then one Body with one element (SOAP 1.1, 4.1; SOAP 1.2 part 1, 5.1; WS-I Basic Profile
 * R1011, R9981).
 * @throws CutError NOT_SOAP
 */
export function readEnvelope(root: XmlElement, version: SoapVersion): Envelope {
  const head = readHead(root, version);
  const bodies = root.children.filter((child) => child.name === 'Body');
  const [body] = bodies;
  if (body === undefined || bodies.length > 1) throw notSoap(`it has ${bodies.length} Body elements`, root);
  if (root.children[root.children.length - 1] !== body) throw notSoap('its Header comes after its Body', root);
  const [content] = body.children;
  if (content === undefined || body.children.length > 1) {
    throw notSoap(`its Body holds ${body.children.length} elements, not one`, body);
  }
  return { ...head, content };
}

function isPart({ name, namespace }: XmlElement, part: string, version: SoapVersion): boolean {
  return name === part && namespace === version.namespace;
}

function notSoap(problem: string, { line }: XmlElement): CutError {
  return new CutError('NOT_SOAP', { problem }, { location: { line } });
}
