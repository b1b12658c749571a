import { expect } from 'chai';
import { PartnerUsers } from '../../src/outbound/partner-users.ts';
import type { Store } from '../../src/store/store.ts';
import { tableOf } from '../security/test-users.ts';
import { createDatabase, STAMP, type TestDatabase } from '../support/database.ts';

describe('the users in whose names answers of partners are written', () => {
  const users = new PartnerUsers(tableOf('S_USER'));
  let database: TestDatabase;
  let elsewhere: Store;

  beforeEach(async () => {
    database = await createDatabase();
    elsewhere = await database.openAgain();
  });
  afterEach(async () => {
    await elsewhere.close();
    await database.remove();
  });

  const rowIdOf = (store: Store, partner: string) =>
    store.write((transaction) => users.rowIdOf(transaction, partner, STAMP));

  it('are one for each partner, though the first answers come at once, and in several processes', async () => {
    const partners = Array.from({ length: 12 }, (_, index) => (index % 3 === 2 ? 'archive' : 'billing'));
    const rowIds = await Promise.all(
      partners.map((partner, index) => rowIdOf(index % 2 === 0 ? database.store : elsewhere, partner)),
    );
    const [billing, archive] = [rowIds[0], rowIds[2]];
    expect(rowIds).to.deep.equal(partners.map((partner) => (partner === 'billing' ? billing : archive)));
    expect(billing).not.to.equal(archive);
    const [found] = await database.store.read((reader) => reader.find([users.find(['archive', 'billing'])]));
    expect(found).to.have.deep.members([
      ['partner archive', archive],
      ['partner billing', billing],
    ]);
  });
});
