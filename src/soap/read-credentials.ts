import type { Credentials } from '../security/authenticator.ts';
import { canonicalLogin } from '../security/user.ts';
import { isBasic, readBasicAuthorization } from './basic-authorization.ts';
import { notUnderstood } from './credential-source.ts';
import type { Envelope } from './envelope.ts';
import { isForUs } from './header-block.ts';
import { readSecurityHeader } from './security-header.ts';
import { readSiebelHeaders } from './siebel-headers.ts';

/**
 * Who says to call, from Siebel's SOAP headers, WS-Security or HTTP Basic; undefined when nothing was sent. Several of them are fine as
 * long as they say the same. An Authorization of another scheme is a gateway's business, unless it is all there is.
 *
 * @param now milliseconds since 1970
 * @throws CutError CREDENTIALS_NOT_UNDERSTOOD
 */
export function readCredentials(
  { headers, version }: Envelope,
  authorization: string | undefined,
  now: number,
): Credentials | undefined {
  const ours = headers.filter((block) => isForUs(block, version));
  const basic = authorization !== undefined && isBasic(authorization);
  const sent = [
    readSiebelHeaders(ours),
    readSecurityHeader(ours, now),
    basic ? readBasicAuthorization(authorization) : undefined,
  ].filter((each) => each !== undefined);

  const [first, ...others] = sent;
  if (first === undefined && authorization && !basic) {
    throw notUnderstood('the scheme of the Authorization header is not Basic');
  }
  if (first !== undefined && others.some((other) => !same(first, other))) {
    throw notUnderstood('they are sent in several ways that contradict each other');
  }
  return first;
}

function same(one: Credentials, other: Credentials): boolean {
  return canonicalLogin(one.login) === canonicalLogin(other.login) && one.password === other.password;
}
