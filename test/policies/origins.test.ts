import { expect } from 'chai';
import { PartnerUsers } from '../../src/outbound/partner-users.ts';
import { partnersByUser } from '../../src/policies/origins.ts';
import { Users } from '../../src/security/users.ts';
import { CUT_USER } from '../../src/store/cut-tables.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';
import { model } from '../support/model.ts';
import { partner } from '../support/partners.ts';

const S_USER = model.tables.get('S_USER') ?? expect.fail();
const partnerUsers = new PartnerUsers(S_USER);

describe('the partners whose changes can be told', () => {
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
        partnerUsers,
      ),
    );

  it('are known by the row ids of these users; of logins that nobody has, nothing', async () => {
    const users = new Users(database.store, { CUT_USER, S_USER });
    const { userId } = await users.add('BILLING', 'a password for tests');
    expect([...(await partnersOf(undefined, ['BILLING', 'NOBODY']))]).to.deep.equal([[userId, 'partner-1']]);
  });

  it('are known by the records in whose names their answers are written', async () => {
    const answering = partner('billing', [{ process: 'CUT Send Account Data', answer: 'CUT Receive Account Data' }]);
    const origins = () =>
      database.store.read((reader) => partnersByUser(reader, [answering, partner('archive', [])], partnerUsers));
    expect([...(await origins())]).to.deep.equal([]);
    const rowId = () => database.store.write((transaction) => partnerUsers.rowIdOf(transaction, 'billing', STAMP));
    const userId = await rowId();
    expect(await rowId()).to.equal(userId);
    expect([...(await origins())]).to.deep.equal([[userId, 'billing']]);
  });

  it('are none where no partner has logins', async () => {
    expect([...(await partnersOf(undefined, []))]).to.deep.equal([]);
  });
});
