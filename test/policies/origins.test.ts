import { expect } from 'chai';
import { partnersByUser } from '../../src/policies/origins.ts';
import { Users } from '../../src/security/users.ts';
import { CUT_USER } from '../../src/store/cut-tables.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { model } from '../support/model.ts';
import { partner } from '../support/partners.ts';

describe('the partners that call as users', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createDatabase();
  });
  after(() => database.remove());

  const partnersOf = (...logins: readonly (readonly string[] | undefined)[]) =>
    database.store.read((reader) =>
      partnersByUser(
        reader,
        logins.map((each, index) => partner(`partner-${index}`, [], each === undefined ? {} : { logins: each })),
      ),
    );

  it('are known by the row ids of these users; of logins that nobody has, nothing', async () => {
    const users = new Users(database.store, { CUT_USER, S_USER: model.tables.get('S_USER') ?? expect.fail() });
    const { userId } = await users.add('BILLING', 'a password for tests');
    expect([...(await partnersOf(undefined, ['BILLING', 'NOBODY']))]).to.deep.equal([[userId, 'partner-1']]);
  });

  it('are none where no partner has logins', async () => {
    expect([...(await partnersOf(undefined, []))]).to.deep.equal([]);
  });
});
