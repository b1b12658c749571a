import { CutError } from '../errors/cut-error.ts';
import type { Credentials } from '../security/authenticator.ts';

/** Credentials that cannot be used; `problem` must not hold the password. */
export function notUnderstood(problem: string): CutError {
  return new CutError('CREDENTIALS_NOT_UNDERSTOOD', { problem });
}

/**
 * A user name and a password, where both or neither were sent. Tools send empty elements for what was not filled in.
 * @throws CutError CREDENTIALS_NOT_UNDERSTOOD when only one of them was sent
 */
export function pair(login: string | undefined, password: string | undefined): Credentials | undefined {
  if (!login && !password) return undefined;
  if (!login) throw notUnderstood('there is a password without a user name');
  if (!password) throw notUnderstood('there is a user name without a password');
  return { login, password };
}
