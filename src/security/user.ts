/** Somebody who may call. */
export interface User {
  /** Upper case: Siebel's logins do not tell cases apart (siebel-eai, 3.1). */
  readonly login: string;
  /** ROW_ID of the S_USER row, which stands in CREATED_BY and LAST_UPD_BY. */
  readonly userId: string;
  readonly passwordHash: string;
  readonly active: boolean;
}

export const LONGEST_LOGIN = 50;
const SHORTEST_PASSWORD = 8;
export const LONGEST_PASSWORD = 256;

/** A login, a password or a user that cannot be used; the message tells an operator why. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The form in which logins are stored and compared. */
export function canonicalLogin(login: string): string {
  return login.trim().normalize('NFC').toUpperCase();
}

/** @throws UserError unless `login` has 1 to 50 characters and none of them is a control character */
export function checkLogin(login: string): void {
  const canonical = canonicalLogin(login);
  if (canonical === '') throw new UserError('a login cannot be empty');
  if (canonical.length > LONGEST_LOGIN) throw new UserError(`a login has at most ${LONGEST_LOGIN} characters`);
  if (/\p{Cc}/u.test(canonical)) throw new UserError('a login cannot hold control characters');
}

/** @throws UserError unless `password` has 8 to 256 characters that XML can carry */
export function checkPassword(password: string): void {
  if ([...password].length < SHORTEST_PASSWORD)
    throw new UserError(`a password has at least ${SHORTEST_PASSWORD} characters`);
  if (password.length > LONGEST_PASSWORD) throw new UserError(`a password has at most ${LONGEST_PASSWORD} characters`);
  if (/\p{Cc}/u.test(password)) throw new UserError('a password cannot hold control characters');
}
