import { verifyPassword } from '../security/password-hash.ts';
import { GateFull } from '../security/work-gate.ts';

/** A password, and the hash that it may be right for. */
export interface PasswordQuestion {
  readonly password: string;
  readonly hash: string;
}

/** `busy`: too many are being checked already. */
export type PasswordVerdict = 'right' | 'wrong' | 'busy';

/** Checks a password for another thread. */
export async function passwordVerdict({ password, hash }: PasswordQuestion): Promise<PasswordVerdict> {
  try {
    return (await verifyPassword(password, hash)) ? 'right' : 'wrong';
  } catch (error) {
    if (error instanceof GateFull) return 'busy';
    throw error;
  }
}

/**
 * What `verifyPassword` would say and throw, asked of another thread.
 * @param ask undefined: that thread ends
 */
export async function verifyElsewhere(
  question: PasswordQuestion,
  ask: (question: PasswordQuestion) => Promise<PasswordVerdict | undefined>,
): Promise<boolean> {
  const verdict = await ask(question);
  if (verdict === 'busy' || verdict === undefined) throw new GateFull('too many passwords are being checked already');
  return verdict === 'right';
}
