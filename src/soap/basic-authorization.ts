import type { Credentials } from '../security/authenticator.ts';
import { notUnderstood, pair } from './credential-source.ts';

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** Whether an Authorization header is of this scheme. */
export function isBasic(authorization: string): boolean {
  return /^basic(?: |$)/i.test(authorization);
}

/**
 * Credentials in an HTTP Authorization header of scheme Basic (RFC 7617), in UTF-8, which is what we ask for.
 * @throws CutError CREDENTIALS_NOT_UNDERSTOOD
 */
export function readBasicAuthorization(authorization: string): Credentials | undefined {
  const text = decode(BASIC.exec(authorization)?.[1]);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) throw notUnderstood('the Authorization header is not what Basic prescribes');
  return pair(text.slice(0, colon).trim(), text.slice(colon + 1));
}

/**
 * Those of an Authorization header; undefined when there is none.
 * @throws CutError CREDENTIALS_NOT_UNDERSTOOD for another scheme, too
 */
export function readCredentials(authorization: string | undefined): Credentials | undefined {
  return authorization === undefined ? undefined : readBasicAuthorization(authorization);
}

function decode(base64: string | undefined): string | undefined {
  try {
    return base64 && UTF_8.decode(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}
