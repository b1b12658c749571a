import { hash, randomBytes } from 'node:crypto';
import { CutError } from '../errors/cut-error.ts';
import type { Caller } from '../workflow/process-runner.ts';
import { hashOfNoPassword, verifyPassword } from './password-hash.ts';
import { canonicalLogin, LONGEST_LOGIN, LONGEST_PASSWORD, type User } from './user.ts';
import type { Users } from './users.ts';
import { GateFull } from './work-gate.ts';

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** What was found out about a login and password, by their fingerprint. */
interface Verified {
  readonly user: User;
  /** Milliseconds; from then on the user's row is read again. */
  readonly freshUntil: number;
  /** `Users.changes` before the row was read; from another number on, too. */
  readonly changes: number;
}

const FRESH_FOR_MS = 5_000;
const MOST_REMEMBERED = 1_000;

/**
 * Tells who calls.
 *
 * A password costs scrypt once, not once per request: a fingerprint of it (SHA-256 with a key that only this process has) is kept
 * beside the hash it was right for. When the user has been changed here, and else after five seconds, the user's row is read again, and
 * the fingerprint stays good only while that hash stands there and the user is active. So a disabled user or a changed password takes
 * effect at once, or within five seconds when another process changed it; and a flood of wrong passwords, which fills the bounded queue
 * for scrypt, does not lock out those who have called before.
 */
export class Authenticator {
  readonly #users: Users;
  readonly #now: () => number;
  readonly #verify: typeof verifyPassword;
  readonly #key = randomBytes(32).toString('hex');
  readonly #nobody = hashOfNoPassword();
  /** The least recently verified first. */
  readonly #verified = new Map<string, Verified>();
  readonly #underWay = new Map<string, Promise<User | undefined>>();

  /**
   * @param options.now milliseconds of a clock that only goes forward
   * @param options.verify checks a password as `verifyPassword` does, perhaps elsewhere
   */
  constructor(users: Users, options: { now?: () => number; verify?: typeof verifyPassword } = {}) {
    this.#users = users;
    this.#now = options.now ?? (() => performance.now());
    this.#verify = options.verify ?? verifyPassword;
  }

  /**
   * @throws CutError NO_CREDENTIALS, WRONG_CREDENTIALS (for an unknown user too, after the same time), or SERVICE_BUSY when too many
   * passwords are being checked already
   */
  async authenticate(credentials: Credentials | undefined): Promise<Caller> {
    if (credentials === undefined) throw new CutError('NO_CREDENTIALS');
    const login = canonicalLogin(credentials.login);
    const { password } = credentials;
    if (login.length > LONGEST_LOGIN || password.length > LONGEST_PASSWORD) throw new CutError('WRONG_CREDENTIALS');
    const fingerprint = this.#fingerprint(login, password);
    const user = this.#remembered(fingerprint) ?? (await this.#once(fingerprint, login, password));
    if (user === undefined) throw new CutError('WRONG_CREDENTIALS');
    return { login: user.login, userId: user.userId };
  }

  #fingerprint(login: string, password: string): string {
    return hash('sha256', `${this.#key}${login}\0${password}`, 'base64');
  }

  #remembered(fingerprint: string): User | undefined {
    const verified = this.#verified.get(fingerprint);
    if (verified === undefined || verified.changes !== this.#users.changes) return undefined;
    return this.#now() < verified.freshUntil ? verified.user : undefined;
  }

  /** Requests that arrive together with the same credentials share one check, unless a user has been changed in between. */
  #once(fingerprint: string, login: string, password: string): Promise<User | undefined> {
    const key = `${this.#users.changes} ${fingerprint}`;
    const underWay = this.#underWay.get(key);
    if (underWay !== undefined) return underWay;
    const check = this.#check(fingerprint, login, password).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, check);
    return check;
  }

  async #check(fingerprint: string, login: string, password: string): Promise<User | undefined> {
    const before = this.#verified.get(fingerprint);
    const { changes } = this.#users;
    const freshUntil = this.#now() + FRESH_FOR_MS;
    const user = await this.#users.find(login);
    this.#verified.delete(fingerprint);
    const known = user !== undefined && before?.user.passwordHash === user.passwordHash;
    const right = known || (await this.#matches(password, user?.passwordHash ?? this.#nobody));
    if (!right || user === undefined || !user.active) return undefined;
    this.#remember(fingerprint, { user, freshUntil, changes });
    return user;
  }

  #remember(fingerprint: string, verified: Verified): void {
    const [oldest] = this.#verified.keys();
    if (this.#verified.size >= MOST_REMEMBERED && oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(fingerprint, verified);
  }

  async #matches(password: string, hash: string): Promise<boolean> {
    try {
      return await this.#verify(password, hash);
    } catch (problem) {
      if (problem instanceof GateFull) throw new CutError('SERVICE_BUSY', {}, { cause: problem });
      throw problem;
    }
  }
}
