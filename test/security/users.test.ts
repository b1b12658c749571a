import { expect } from 'chai';
import { verifyPassword } from '../../src/security/password-hash.ts';
import { UserError } from '../../src/security/user.ts';
import { Users } from '../../src/security/users.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { tableOf, usersOf } from './test-users.ts';

describe('users', () => {
  let database: TestDatabase;
  let users: Users;

  beforeEach(async () => {
    database = await createDatabase();
    users = usersOf(database.store);
  });

  afterEach(() => database.remove());

  it('are added with a hash in place of their password', async () => {
    await users.add('EAIUSER', 'Tyne and Wear');
    const user = await users.find('EAIUSER');
    expect(user).to.include({ login: 'EAIUSER', active: true });
    expect(await verifyPassword('Tyne and Wear', user?.passwordHash ?? '')).to.equal(true);
  });

  it('are found in any case of letters', async () => {
    await users.add('EaiUser', 'secret words');
    expect(await users.find(' eaiuser ')).to.have.property('login', 'EAIUSER');
    expect(await users.find('somebody')).to.equal(undefined);
  });

  it('get an S_USER row, which stands for them in CREATED_BY', async () => {
    const { userId } = await users.add('EAIUSER', 'secret words');
    expect(await siebelUsers('EAIUSER')).to.deep.equal([[userId, userId]]);
  });

  it('take the S_USER row that has their login already', async () => {
    const [[known = ''] = []] = await siebelUsers('HSATO');
    expect(await users.add('hsato', 'secret words')).to.have.property('userId', known);
    expect(await siebelUsers('HSATO')).to.have.lengthOf(1);
  });

  it('are listed by login', async () => {
    for (const login of ['ZOE', 'adam', 'Mia']) await users.add(login, 'secret words');
    expect((await users.list()).map(({ login }) => login)).to.deep.equal(['ADAM', 'MIA', 'ZOE']);
  });

  it('are disabled and enabled again', async () => {
    await users.add('EAIUSER', 'secret words');
    await users.disable('eaiuser');
    expect(await users.find('EAIUSER')).to.have.property('active', false);
    await users.enable('eaiuser');
    expect(await users.find('EAIUSER')).to.have.property('active', true);
  });

  it('get a new password', async () => {
    await users.add('EAIUSER', 'secret words');
    await users.setPassword('eaiuser', 'another secret');
    const user = await users.find('EAIUSER');
    expect(await verifyPassword('another secret', user?.passwordHash ?? '')).to.equal(true);
  });

  it('count their changes, so that what was known of them is known to be stale', async () => {
    await users.add('EAIUSER', 'secret words');
    const before = users.changes;
    await users.disable('EAIUSER');
    await users.setPassword('EAIUSER', 'another secret');
    expect(users.changes).to.equal(before + 2);
  });

  for (const [problem, attempt] of [
    ['a login cannot be empty', () => users.add('  ', 'secret words')],
    ['a login has at most 50 characters', () => users.add('x'.repeat(51), 'secret words')],
    ['a login cannot hold control characters', () => users.add('EAI\u0007USER', 'secret words')],
    ['a password has at least 8 characters', () => users.add('EAIUSER', '')],
    ['a password has at least 8 characters', () => users.add('EAIUSER', '1234567')],
    ['a password has at least 8 characters', () => users.setPassword('EAIUSER', '1234567')],
    ['a password has at most 256 characters', () => users.add('EAIUSER', 'x'.repeat(257))],
    ['a password cannot hold control characters', () => users.setPassword('SOMEBODY', 'secret\nwords')],
    ['there is no user SOMEBODY', () => users.setPassword('somebody', 'secret words')],
    ['there is no user SOMEBODY', () => users.disable('somebody')],
    ['there is no user SOMEBODY', () => users.enable('somebody')],
    ['there is a user EAIUSER already', () => addTwice('EAIUSER', 'eaiuser')],
  ] as const) {
    it(`are refused: ${problem}`, async () => {
      const error = await attempt().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(UserError);
      expect(error).to.have.property('message', problem);
    });
  }

  it('need tables with their columns', () => {
    const S_USER = tableOf('S_USER');
    expect(() => new Users(database.store, { CUT_USER: S_USER, S_USER })).to.throw(RangeError, 'no column USER_ID');
  });

  async function addTwice(login: string, again: string): Promise<void> {
    await users.add(login, 'secret words');
    await users.add(again, 'secret words');
  }

  /** ROW_ID and CREATED_BY. */
  async function siebelUsers(login: string) {
    const table = tableOf('S_USER');
    const columns = ['ROW_ID', 'CREATED_BY', 'LOGIN'].map((name) => {
      const column = table.columns.get(name);
      if (column === undefined) throw new RangeError(name);
      return { alias: 't', column };
    });
    const shape = { table, joins: [], where: [], columns: columns.slice(0, 2) };
    const [rows = []] = await database.store.read((reader) =>
      reader.find([{ shape, by: columns.slice(2), keys: [[login]] }]),
    );
    return rows;
  }
});
