import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { type OpenService, openService } from '../../src/commands/open-service.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { notesDepth } from '../../src/policies/notes-depth.ts';
import { PolicyMonitor, type PolicyMonitorParts } from '../../src/policies/policy-monitor.ts';
import { MOST_OBJECTS, type PolicyParts, type PolicyResult } from '../../src/policies/policy-parts.ts';
import { PolicyRound } from '../../src/policies/policy-round.ts';
import { STAMP } from '../support/database.ts';
import { MAPPINGS } from '../support/model.ts';
import { until } from '../support/until.ts';

const PARTNERS = `
partners:
  - partner: billing
    receives: [CUT Send Sales Order Data, CUT Send Account Data]
    logins: [billing]
    file: { directory: billing }
`;
const POLICIES = `
policies:
  - { policy: Orders, process: CUT Send Sales Order Data }
  - policy: Accounts
    process: CUT Send Account Data
    when: 'EAILookupExternal("COUNTRY_CODE", [Name]) = "FI"'
    watch: [{ component: Account, fields: [Name] }]
`;
describe('PolicyMonitor', () => {
  const mappings = mkdtempSync(join(tmpdir(), 'cut-mappings-'));
  let directory: string;
  let service: OpenService;
  let sql: DatabaseSync;
  let results: PolicyResult[];
  let monitors: PolicyMonitor[];

  before(() => {
    cpSync(MAPPINGS, mappings, { recursive: true });
    writeFileSync(join(mappings, 'partners.yaml'), PARTNERS);
    writeFileSync(join(mappings, 'policies.yaml'), POLICIES);
  });
  after(() => rmSync(mappings, { recursive: true }));

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cut-policies-'));
    const environment = { CUT_MAPPINGS: mappings, CUT_DATA_DIR: directory };
    const { options } = readOptions({ flags: {}, environment, directory });
    service = await openService(options);
    sql = new DatabaseSync(join(directory, 'cut.db'), { timeout: 10_000, enableForeignKeyConstraints: false });
    results = [];
    monitors = [];
  });
  afterEach(async () => {
    await Promise.all(monitors.map((monitor) => monitor.stop()));
    sql.close();
    await service[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
  });

  const parts = (): PolicyParts => ({
    store: service.store,
    adapter: new SiebelAdapter(service.model, { queryLimit: MOST_OBJECTS }),
    interpreter: service.runner,
    partners: service.model.partners,
    partnerUsers: service.partnerUsers,
    caller: { login: 'test', userId: '0-1' },
    stamp: STAMP,
    onResult: (result) => results.push(result),
  });
  const start = (more: Partial<PolicyMonitorParts> = {}): PolicyMonitor => {
    const monitor = new PolicyMonitor({
      ...parts(),
      policies: service.policies,
      interval: 10,
      leaseDuration: 30_000,
      retention: 3_600_000,
      onError: (error) => expect.fail(String(error)),
      ...more,
    });
    monitors.push(monitor);
    monitor.start();
    return monitor;
  };
  const count = (from: string): unknown => Object.values(sql.prepare(`SELECT count(*) FROM ${from}`).get() ?? {})[0];
  const lookedAt = () => until(() => count('CUT_CHANGE_NOTE') === 0);
  const outcomes = () => results.map(({ objectId, outcome, changes }) => `${objectId} ${outcome} ${changes}`).sort();
  const insertOrders = (first: number, orders: number): void => {
    sql.exec(`WITH RECURSIVE n(i) AS (VALUES (${first}) UNION ALL SELECT i + 1 FROM n WHERE i < ${first + orders - 1})
      INSERT INTO S_ORDER (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, ORDER_NUM, STATUS_CD, ORDER_CAT_CD, ORDER_TYPE_ID)
      SELECT 'O-' || i, datetime('now'), '0-1', datetime('now'), '0-1', 'SO-' || i, 'Pending', 'Sales', (SELECT ROW_ID FROM S_ORDER_TYPE LIMIT 1) FROM n`);
  };

  it('sends each object once, though two processes look at the same changes', async () => {
    insertOrders(1, 120);
    const [orders = expect.fail()] = service.policies;
    const rounds = [1, 2].map(() => new PolicyRound(parts(), orders));
    await Promise.allSettled(rounds.map((round) => round.run()));
    expect(outcomes().filter((outcome) => outcome.includes('Sent'))).to.have.length(120);
    expect(count('(SELECT DISTINCT OBJECT_ID FROM CUT_OUTBOX)')).to.equal(120);
    expect(count('CUT_OUTBOX')).to.equal(120);
    expect(count('CUT_CHANGE_NOTE')).to.equal(0);
  });

  it('finds the object above a record far below it, and collapses its changes', async () => {
    insertOrders(1, 1);
    sql.exec(`INSERT INTO S_ORDER_ITEM (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, ORDER_ID, LN_NUM) VALUES ('L-1', datetime('now'), '0-1', datetime('now'), '0-1', 'O-1', 1);
      INSERT INTO S_ORDER_ITEM_XA (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, ORDER_ITEM_ID, ATTR_NAME) VALUES ('A-1', datetime('now'), '0-1', datetime('now'), '0-1', 'L-1', 'Speed')`);
    start();
    await lookedAt();
    await until(() => results.length > 0);
    await lookedAt();
    results = [];
    for (const value of [100, 200]) sql.exec(`UPDATE S_ORDER_ITEM_XA SET CHAR_VAL = '${value}' WHERE ROW_ID = 'A-1'`);
    await until(() => results.length > 0);
    expect(outcomes()).to.deep.equal(['O-1 Sent 1']);
  });

  it('has nothing to send of what is gone, and of records that hang nowhere', async () => {
    insertOrders(1, 1);
    sql.exec(`DELETE FROM S_ORDER;
      INSERT INTO S_ORDER_ITEM_XA (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, ORDER_ITEM_ID, ATTR_NAME) VALUES ('A-1', datetime('now'), '0-1', datetime('now'), '0-1', 'L-1', 'Speed')`);
    start();
    await lookedAt();
    await until(() => results.length > 0);
    expect(outcomes()).to.deep.equal(['O-1 Gone 1']);
  });

  it('leaves alone what only the partner would get that has changed it', async () => {
    const user = await service.users.add('BILLING', 'a password for tests');
    insertOrders(1, 2);
    sql.exec(`UPDATE CUT_CHANGE_NOTE SET ORIGIN_ID = '${user.userId}' WHERE RECORD_ID = 'O-1'`);
    start();
    await lookedAt();
    await until(() => results.length === 2);
    expect(outcomes()).to.deep.equal(['O-1 Echo 1', 'O-2 Sent 1']);
  });

  it('tries again later what fails, and goes on with the others', async () => {
    const insert = (rowId: string, name: string) =>
      sql.exec(
        `INSERT INTO S_ORG_EXT (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, NAME, BU_ID) VALUES ('${rowId}', datetime('now'), '0-1', datetime('now'), '0-1', '${name}', '0-R9NH')`,
      );
    insert('R', 'Finland');
    insert('B', 'France');
    insert('G', 'Gondwana');
    start();
    await until(() => results.length === 3);
    expect(outcomes()).to.deep.equal(['B NotMeant 1', 'G Failed 1', 'R Sent 1']);
    expect(
      count(`CUT_CHANGE_NOTE WHERE RECORD_ID = 'G' AND TRIES = 1 AND LAST_ERROR LIKE '%COUNTRY_CODE%Gondwana%'`),
    ).to.equal(1);
    const [, accounts] = await notesDepth(service.store, ['Orders', 'Accounts']);
    expect(accounts?.waiting).to.equal(1);
    sql.exec(
      `UPDATE S_ORG_EXT SET NAME = 'Finland', LOC = 'North' WHERE ROW_ID = 'G'; UPDATE CUT_CHANGE_NOTE SET DUE_TS = datetime('now')`,
    );
    await lookedAt();
    await until(() => results.length === 4);
    expect(outcomes()).to.include('G Sent 2');
  });

  /** Lets the database refuse what nobody has foreseen. */
  const refuse = (event: string, when: string): void =>
    sql.exec(
      `CREATE TRIGGER REFUSE_${event.replaceAll(' ', '_')} BEFORE ${event} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'broken'); END`,
    );

  it('tries an object again later that fails in a way nobody has foreseen; those beside it are sent', async () => {
    refuse('INSERT ON CUT_OUTBOX', "NEW.OBJECT_ID = 'O-2'");
    insertOrders(1, 3);
    start();
    await until(() => results.length === 3);
    expect(outcomes()).to.deep.equal(['O-1 Sent 1', 'O-2 Failed 1', 'O-3 Sent 1']);
    expect(count(`CUT_CHANGE_NOTE WHERE RECORD_ID = 'O-2' AND TRIES = 1 AND LAST_ERROR LIKE '%broken%'`)).to.equal(1);
    sql.exec(`DROP TRIGGER REFUSE_INSERT_ON_CUT_OUTBOX; UPDATE CUT_CHANGE_NOTE SET DUE_TS = datetime('now')`);
    await lookedAt();
    await until(() => results.length === 4);
    expect(outcomes()).to.include('O-2 Sent 1');
  });

  it('goes on with the other policies when one cannot be worked on', async () => {
    const errors: unknown[] = [];
    refuse('INSERT ON CUT_OUTBOX', "NEW.OBJECT_ID LIKE 'O-%'");
    refuse('UPDATE ON CUT_CHANGE_NOTE', "NEW.POLICY = 'Orders'");
    insertOrders(1, 3);
    sql.exec(
      `INSERT INTO S_ORG_EXT (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, NAME, BU_ID) VALUES ('R', datetime('now'), '0-1', datetime('now'), '0-1', 'Finland', '0-R9NH')`,
    );
    start({ onError: (error) => errors.push(error) });
    await until(() => results.length > 0);
    expect(outcomes()).to.deep.equal(['R Sent 1']);
    expect(String(errors[0])).to.contain('broken');
  });

  it('looks at each object by itself when they cannot be read together', async () => {
    insertOrders(1, 2);
    sql.exec(
      `INSERT INTO S_ORG_EXT (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, NAME, BU_ID) VALUES ('R', datetime('now'), '0-1', datetime('now'), '0-1', 'Finland', '0-R9NH')`,
    );
    start({ adapter: { query: () => Promise.reject(new RangeError('a value that nobody can read')) } });
    await lookedAt();
    await until(() => results.length === 3);
    expect(outcomes()).to.deep.equal(['O-1 Sent 1', 'O-2 Sent 1', 'R Sent 1']);
  });

  it('keeps the changes that policies of others are about, for some time', async () => {
    insertOrders(1, 2);
    sql.exec(`UPDATE CUT_CHANGE_NOTE SET POLICY = 'Theirs';
      UPDATE CUT_CHANGE_NOTE SET CREATED = datetime('now', '-2 hours') WHERE RECORD_ID = 'O-1';
      INSERT INTO CUT_POLICY_HOP (ROW_ID, CREATED, CREATED_BY, LAST_UPD, LAST_UPD_BY, POLICY, OBJECT_ID, PARTNER, HOPS)
        VALUES ('H', datetime('now'), '0-1', datetime('now', '-1 hour'), '0-1', 'Orders', 'O-9', 'billing', 3)`);
    start();
    await until(() => count('CUT_CHANGE_NOTE') === 1 && count('CUT_POLICY_HOP') === 0);
    expect(results).to.deep.equal([]);
  });

  it('says what keeps it from working, and goes on when it can', async () => {
    const errors: unknown[] = [];
    sql.exec('ALTER TABLE CUT_CHANGE_NOTE RENAME TO AWAY');
    start({ onError: (error) => errors.push(error) });
    await until(() => errors.length > 0);
    sql.exec('ALTER TABLE AWAY RENAME TO CUT_CHANGE_NOTE');
    insertOrders(1, 1);
    await until(() => results.length === 1);
    expect(outcomes()).to.deep.equal(['O-1 Sent 1']);
  });
});
