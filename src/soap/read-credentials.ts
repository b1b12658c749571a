import type { Credentials } from '../security/authenticator.ts';
import { canonicalLogin } from '../security/user.ts';
import { isBasic, readBasicAuthorization } from './basic-authorization.ts';
import { notUnderstood } from './credential-source.ts';
import type { EnvelopeHead } from './envelope.ts';
import { isForUs } from './header-block.ts';
import { readSecurityHeader } from './security-header.ts';
import { readSiebelHeaders } from './siebel-headers.ts';

/**
 * Who says to call, from Siebel's SOAP headers or WS-Security, which must say the same when both are there, else from HTTP Basic; undefined
 * when nothing was sent. An Authorization beside a SOAP header, whatever is in it, is the business of a gateway in front (siebel-eai, 3.3).
 *
 * @param now milliseconds since 1970
 * @throws CutError CREDENTIALS_NOT_UNDERSTOOD
 */
export function readCredentials(
  { headers, version }: EnvelopeHead,
  authorization: string | undefined,
  now: number,
): Credentials | undefined {
  const ours = headers.filter((block) => isForUs(block, version));
  const siebel = readSiebelHeaders(ours);
  const security = readSecurityHeader(ours, now);
  if (siebel !== undefined && security !== undefined && !same(siebel, security)) {
    throw notUnderstood('they are sent in several ways that contradict each other');
  }
  return siebel ?? security ?? readAuthorization(authorization);
}

function readAuthorization(authorization: string | undefined): Credentials | undefined {
  if (!authorization) return undefined;
  if (!isBasic(authorization)) throw notUnderstood('the scheme of the Authorization header is not Basic');
  return readBasicAuthorization(authorization);
}

function same(one: Credentials, other: Credentials): boolean {
  return canonicalLogin(one.login) === canonicalLogin(other.login) && one.password === other.password;
}
