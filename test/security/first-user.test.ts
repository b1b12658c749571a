import { expect } from 'chai';
import { createFirstUser } from '../../src/security/first-user.ts';
import { verifyPassword } from '../../src/security/password-hash.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { usersOf } from './test-users.ts';

describe('the first user', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createDatabase();
  });

  afterEach(() => database.remove());

  it('is SADMIN, who is in every new database, with the password given', async () => {
    const users = usersOf(database.store);
    expect(await createFirstUser(users, 'Tyne and Wear')).to.deep.equal({ login: 'SADMIN' });
    const sadmin = await users.find('SADMIN');
    expect(sadmin).to.have.property('userId', '0-1');
    expect(await verifyPassword('Tyne and Wear', sadmin?.passwordHash ?? '')).to.equal(true);
  });

  it('gets a random password when none is given', async () => {
    const users = usersOf(database.store);
    const { generatedPassword = '' } = (await createFirstUser(users)) ?? {};
    expect(generatedPassword).to.match(/^[\w-]{24}$/);
    expect(await verifyPassword(generatedPassword, (await users.find('SADMIN'))?.passwordHash ?? '')).to.equal(true);
  });

  it('is created once when two processes start at the same time', async () => {
    const other = await database.openAgain();
    const made = await Promise.all([createFirstUser(usersOf(database.store)), createFirstUser(usersOf(other))]);
    await other.close();
    const [first, ...more] = made.filter((user) => user !== undefined);
    expect(more).to.deep.equal([]);
    const sadmin = await usersOf(database.store).find('SADMIN');
    expect(await verifyPassword(first?.generatedPassword ?? '', sadmin?.passwordHash ?? '')).to.equal(true);
  });

  it('says why the password given cannot be used', async () => {
    const outcome = await createFirstUser(usersOf(database.store), '').catch(String);
    expect(outcome).to.match(/UserError: a password/);
  });

  it('is not created where there are users, not even disabled ones', async () => {
    const users = usersOf(database.store);
    await users.add('EAIUSER', 'secret words');
    await users.disable('EAIUSER');
    expect(await createFirstUser(users, 'Tyne and Wear')).to.equal(undefined);
    expect(await users.find('SADMIN')).to.equal(undefined);
  });
});
