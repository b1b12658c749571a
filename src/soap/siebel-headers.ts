import type { Credentials } from '../security/authenticator.ts';
import type { XmlElement } from '../xml/element.ts';
import { notUnderstood, pair } from './credential-source.ts';
import { SIEBEL_HEADERS } from './namespaces.ts';

/** siebel-eai, 3.1; values are case-insensitive. */
const SESSION_TYPES: ReadonlySet<string> = new Set(['none', 'stateless', 'stateful', 'serverdetermine']);

/**
 * Credentials in Siebel's own SOAP headers (siebel-eai, 3.1). Every call stands for itself: a session type is accepted and no session
 * kept, so a session token is of no use without credentials beside it.
 *
 * @param headers the blocks that are for us
 * @throws CutError CREDENTIALS_NOT_UNDERSTOOD
 */
export function readSiebelHeaders(headers: readonly XmlElement[]): Credentials | undefined {
  const values = new Map<string, string>();
  for (const { namespace, name, text } of headers) {
    if (namespace !== SIEBEL_HEADERS) continue;
    if (values.has(name)) throw notUnderstood(`there are several headers ${name}`);
    values.set(name, text);
  }
  const sessionType = values.get('SessionType')?.trim() || 'None';
  if (!SESSION_TYPES.has(sessionType.toLowerCase())) throw notUnderstood("the SessionType is none of Siebel's");
  const credentials = pair(values.get('UsernameToken')?.trim(), values.get('PasswordText'));
  if (credentials === undefined && values.get('SessionToken')?.trim()) {
    throw notUnderstood('no session is kept here; send UsernameToken and PasswordText in place of SessionToken');
  }
  return credentials;
}
