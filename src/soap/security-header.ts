import type { Credentials } from '../security/authenticator.ts';
import type { XmlElement } from '../xml/element.ts';
import { notUnderstood, pair } from './credential-source.ts';
import { SECURITY_EXTENSIONS, SECURITY_UTILITIES } from './namespaces.ts';

/** By how much the caller's clock may differ from ours. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Credentials in WS-Security headers: one UsernameToken with its password as text (siebel-eai, 3.2; WSS UsernameToken Profile 1.0, 3.1),
 * and a Timestamp beside it that has not expired. Anything else in there (signatures, certificates) would promise what is not checked,
 * and is refused.
 *
 * @param headers the blocks that are for us
 * @param now milliseconds since 1970
 * @throws CutError CREDENTIALS_NOT_UNDERSTOOD
 */
export function readSecurityHeader(headers: readonly XmlElement[], now: number): Credentials | undefined {
  const blocks = headers.filter((block) => isExtension(block, 'Security'));
  const tokens: XmlElement[] = [];
  for (const child of blocks.flatMap(({ children }) => children)) {
    if (isExtension(child, 'UsernameToken')) tokens.push(child);
    else if (SECURITY_UTILITIES.has(child.namespace) && child.name === 'Timestamp') checkTimestamp(child, now);
    else throw notUnderstood(`${child.name} in the Security header is not supported`);
  }
  const [token] = tokens;
  if (tokens.length > 1) throw notUnderstood('there are several UsernameTokens');
  return token && readUsernameToken(token);
}

function readUsernameToken(token: XmlElement): Credentials | undefined {
  const password = only(token, 'Password');
  const type = password?.attribute('Type')?.trim() ?? '';
  if (!isPasswordText(type)) throw notUnderstood('a password must be sent as PasswordText');
  return pair(only(token, 'Username')?.text.trim(), password?.text);
}

/** The URI of the standard, the QName of the draft, or absent. */
function isPasswordText(type: string): boolean {
  return type === '' || /(?:^|[#:])PasswordText$/.test(type);
}

function only(token: XmlElement, name: string): XmlElement | undefined {
  const [element, more] = token.children.filter((child) => isExtension(child, name));
  if (more !== undefined) throw notUnderstood(`the UsernameToken has several elements ${name}`);
  return element;
}

function isExtension({ namespace, name }: XmlElement, wanted: string): boolean {
  return name === wanted && SECURITY_EXTENSIONS.has(namespace);
}

function checkTimestamp(timestamp: XmlElement, now: number): void {
  const expires = timestamp.children.find(({ name }) => name === 'Expires')?.text.trim();
  if (expires === undefined) return;
  const milliseconds = Date.parse(expires);
  if (Number.isNaN(milliseconds)) throw notUnderstood('Expires of the Timestamp is no time');
  if (milliseconds + CLOCK_SKEW_MS < now) throw notUnderstood('the message has expired by its Timestamp');
}
