import { scryptSync } from 'node:crypto';
import { expect } from 'chai';
import { CutError } from '../../src/errors/cut-error.ts';
import { Authenticator, type Credentials } from '../../src/security/authenticator.ts';
import type { Users } from '../../src/security/users.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { OtherProgram } from '../support/other-program.ts';
import { usersOf } from './test-users.ts';

const LOGIN = 'EAIUSER';
const PASSWORD = 'Tyne and Wear';
/** Of {@link PASSWORD}, for an eighth of the usual time. */
const HASH = hashOf(PASSWORD, 2 ** 12);
const CREDENTIALS: Credentials = { login: LOGIN, password: PASSWORD };

describe('the authenticator', () => {
  let database: TestDatabase;
  let users: Users;
  /** The same database from another process. */
  let elsewhere: Users;
  let authenticator: Authenticator;
  let milliseconds: number;
  const sql = (statement: string) => new OtherProgram(database.directory).run(statement);

  before(async () => {
    database = await createDatabase();
    users = usersOf(database.store);
    elsewhere = usersOf(database.store);
    await users.add(LOGIN, PASSWORD);
  });

  after(() => database.remove());

  beforeEach(async () => {
    await sql(`UPDATE CUT_USER SET PASSWORD_HASH = '${HASH}', STATUS_CD = 'Active'`);
    milliseconds = 0;
    authenticator = new Authenticator(users, { now: () => milliseconds });
  });

  it('tells the login and the S_USER row of the caller', async () => {
    const { userId } = (await users.find(LOGIN)) ?? {};
    expect(await authenticator.authenticate(CREDENTIALS)).to.deep.equal({ login: LOGIN, userId });
  });

  it('does not tell cases of the login apart, but those of the password', async () => {
    expect(await outcome({ login: ' eaiUser', password: PASSWORD })).to.equal('in');
    expect(await outcome({ login: LOGIN, password: PASSWORD.toLowerCase() })).to.equal('WRONG_CREDENTIALS');
  });

  for (const [what, credentials, error] of [
    ['no credentials', undefined, 'NO_CREDENTIALS'],
    ['a wrong password', { login: LOGIN, password: 'secret' }, 'WRONG_CREDENTIALS'],
    ['an unknown user', { login: 'SOMEBODY', password: PASSWORD }, 'WRONG_CREDENTIALS'],
    ['a login longer than any', { login: 'x'.repeat(51), password: PASSWORD }, 'WRONG_CREDENTIALS'],
    ['a password longer than any', { login: LOGIN, password: 'x'.repeat(257) }, 'WRONG_CREDENTIALS'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect(await outcome(credentials)).to.equal(error);
    });
  }

  it('refuses a disabled user', async () => {
    await users.disable(LOGIN);
    expect(await outcome(CREDENTIALS)).to.equal('WRONG_CREDENTIALS');
  });

  describe('after a first call', () => {
    beforeEach(() => authenticator.authenticate(CREDENTIALS));

    it('still refuses a wrong password', async () => {
      expect(await outcome({ login: LOGIN, password: 'secret' })).to.equal('WRONG_CREDENTIALS');
    });

    it('notices at once when the user is disabled and enabled here', async () => {
      await users.disable(LOGIN);
      expect(await outcome(CREDENTIALS)).to.equal('WRONG_CREDENTIALS');
      await users.enable(LOGIN);
      expect(await outcome(CREDENTIALS)).to.equal('in');
    });

    it('notices at once when the password is changed here', async () => {
      await users.setPassword(LOGIN, 'another secret');
      expect(await outcome(CREDENTIALS)).to.equal('WRONG_CREDENTIALS');
      expect(await outcome({ login: LOGIN, password: 'another secret' })).to.equal('in');
    });

    it('notices after five seconds when the user is disabled elsewhere', async () => {
      await elsewhere.disable(LOGIN);
      milliseconds = 4_999;
      expect(await outcome(CREDENTIALS)).to.equal('in');
      milliseconds = 5_000;
      expect(await outcome(CREDENTIALS)).to.equal('WRONG_CREDENTIALS');
    });

    it('notices after five seconds when the password is changed elsewhere', async () => {
      await elsewhere.setPassword(LOGIN, 'another secret');
      milliseconds = 5_000;
      expect(await outcome(CREDENTIALS)).to.equal('WRONG_CREDENTIALS');
    });

    it('lets the caller in through a flood of wrong passwords, even when it is time to look again', async () => {
      milliseconds = 5_000;
      await expectInThroughFlood();
    });

    it('still does when the user could not be read at first', async () => {
      milliseconds = 5_000;
      await sql('ALTER TABLE CUT_USER RENAME TO CUT_USER_AWAY');
      const failed = await outcome(CREDENTIALS).catch((error: Error) => error);
      await sql('ALTER TABLE CUT_USER_AWAY RENAME TO CUT_USER');
      expect(failed).to.be.instanceOf(Error);
      await expectInThroughFlood();
    });
  });

  it('checks the same credentials of many calls at once only once', async () => {
    const calls = Array.from({ length: 100 }, () => outcome(CREDENTIALS));
    expect(new Set(await Promise.all(calls))).to.have.all.keys('in');
  });

  /** When no further password can be checked. */
  async function expectInThroughFlood(): Promise<void> {
    const flood = Array.from({ length: 50 }, (_, number) => outcome({ login: LOGIN, password: `guess ${number}` }));
    expect(await outcome(CREDENTIALS)).to.equal('in');
    expect(new Set(await Promise.all(flood))).to.have.all.keys('WRONG_CREDENTIALS', 'SERVICE_BUSY');
  }

  async function outcome(credentials: Credentials | undefined): Promise<string> {
    try {
      await authenticator.authenticate(credentials);
      return 'in';
    } catch (error) {
      if (error instanceof CutError) return error.key;
      throw error;
    }
  }
});

function hashOf(password: string, N: number): string {
  const salt = Buffer.alloc(16, 7);
  const hash = scryptSync(password, salt, 32, { N, r: 8, p: 1 });
  return `scrypt$${N}$8$1$${salt.toString('base64')}$${hash.toString('base64')}`;
}
