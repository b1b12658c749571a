import { randomBytes } from 'node:crypto';
import { UniqueViolation } from '../store/store.ts';
import { UserError } from './user.ts';
import type { Users } from './users.ts';

const FIRST_LOGIN = 'SADMIN';
/** 144 bits: 24 characters in base64url. */
const PASSWORD_BYTES = 18;

export interface FirstUser {
  readonly login: string;
  /** Only when it was made up here: print it once, it is kept nowhere. */
  readonly generatedPassword?: string;
}

/**
 * Gives a database without users its first one, SADMIN, with `password` or a random one. Does nothing, and returns nothing, when there
 * are users, also when another process that starts at the same time is faster.
 * @throws UserError when the password cannot be used
 */
export async function createFirstUser(users: Users, password?: string): Promise<FirstUser | undefined> {
  if ((await users.list()).length > 0) return undefined;
  const generatedPassword = randomBytes(PASSWORD_BYTES).toString('base64url');
  try {
    const { login } = await users.add(FIRST_LOGIN, password ?? generatedPassword);
    return password === undefined ? { login, generatedPassword } : { login };
  } catch (error) {
    if (error instanceof UserError && error.cause instanceof UniqueViolation) return undefined;
    throw error;
  }
}
