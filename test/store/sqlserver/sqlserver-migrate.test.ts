import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { CUT_TABLES } from '../../../src/store/cut-tables.ts';
import { MigrationRefused } from '../../../src/store/migration.ts';
import { Connections } from '../../../src/store/sqlserver/connections.ts';
import { LOCK, plannedMigration, UNLOCK } from '../../../src/store/sqlserver/migrate.ts';
import type { SqlServerOptions } from '../../../src/store/sqlserver/sqlserver-options.ts';
import { SqlServerStore } from '../../../src/store/sqlserver/sqlserver-store.ts';
import { ForeignKeyViolation, type RowChange, StoreUnavailable, UniqueViolation } from '../../../src/store/store.ts';
import { describeOnSqlServer, skipOnBabelfish, type TestSchema, testSchema } from '../../support/sqlserver.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import {
  ACCOUNT,
  type ColumnDraft,
  findBy,
  insertOf,
  makeTable,
  ORGANIZATION,
  STAMP,
  shapeOf,
  TABLES,
} from '../tables.ts';

const ALL = [...TABLES, ...CUT_TABLES];

describeOnSqlServer('migrating a database on SQL Server', function () {
  this.timeout(120_000);
  let schema: TestSchema;

  beforeEach(() => {
    schema = testSchema();
  });
  afterEach(() => schema.remove());

  skipOnBabelfish({
    'tells a login that may not change the schema what a DBA has to run': 'its refusals carry other numbers',
    'makes texts longer, and leaves longer ones alone': 'it has no ALTER COLUMN with NULL',
  });

  const planned = async (options: SqlServerOptions = schema.options, tables = ALL) => {
    await using connections = await Connections.open(options);
    return await plannedMigration(connections, tables, options.address.schema);
  };
  const nothing = { statements: [], refusals: [], remarks: [] };

  it('makes everything, and finds nothing to do the second time', async () => {
    await (await schema.open(TABLES)).close();
    expect(await planned()).to.deep.equal(nothing);
  });

  it('is what who only reads is told to have done first', async () => {
    const error = await failure(schema.open(TABLES, { readOnly: true }));
    expect(error).to.be.instanceOf(StoreUnavailable);
    expect(String(error)).to.match(
      /no tables of the service in schema \w+ of database \w+; cut-adapter migrate makes them/,
    );
    await (await schema.open(TABLES)).close();
    await (await schema.open(TABLES, { readOnly: true })).close();
  });

  it('takes a database as it is that a DBA has made of the statements, under other names', async () => {
    const { statements } = await planned();
    const renamed = statements.map((statement, index) =>
      statement
        .replace(/INDEX \[\w+\]/, `INDEX [DBA_${index}_]`)
        .replace(/CONSTRAINT \[FK_\w+\]/, `CONSTRAINT [OURS_${index}_]`),
    );
    await schema.run(...renamed);
    expect(await planned()).to.deep.equal(nothing);
    const store = await schema.open(TABLES);
    const write = (...changes: readonly RowChange[]): Promise<unknown> =>
      store.write((transaction) => transaction.apply(changes, STAMP)).catch((error: unknown) => error);
    await write(insertOf(ORGANIZATION, '0-O', { NAME: 'Own' }));
    const tyne = { NAME: 'Tyne', LOC: 'York', BU_ID: '0-O' };
    expect(await write(insertOf(ACCOUNT, '1-A', tyne))).to.equal(undefined);
    expect(await write(insertOf(ACCOUNT, '1-B', tyne)))
      .to.be.instanceOf(UniqueViolation)
      .and.to.have.deep.property('columns', ['NAME', 'LOC', 'BU_ID']);
    expect(await write(insertOf(ACCOUNT, '1-C', { NAME: 'Wear', BU_ID: '0-O', PAR_OU_ID: '1-NONE' })))
      .to.be.instanceOf(ForeignKeyViolation)
      .and.to.include({ column: 'PAR_OU_ID', value: '1-NONE' });
    await store.close();
  });

  it('runs with a login that may only read and write rows', async () => {
    await (await schema.open(TABLES)).close();
    await withLimitedLogin(schema, async (options) => {
      const store = await SqlServerStore.open({ ...options, tables: TABLES });
      await store.write((transaction) => transaction.apply([insertOf(ORGANIZATION, '1-1', { NAME: 'new' })], STAMP));
      const find = findBy(shapeOf(ORGANIZATION, ['NAME']), ['ROW_ID'], [['1-1']]);
      expect(await store.read((reader) => reader.find([find]))).to.deep.equal([[['new']]]);
      await store.close();
    });
  });

  it('tells a login that may not change the schema what a DBA has to run', async () => {
    await (await schema.open(TABLES)).close();
    await withLimitedLogin(schema, async (options) => {
      const tables = [...TABLES, makeTable('S_NEW', [])];
      const error = await failure(SqlServerStore.open({ ...options, tables }));
      expect(error).to.be.instanceOf(MigrationRefused);
      const [refusal] = (error as MigrationRefused).refusals;
      expect(refusal?.reason).to.match(/may not change the schema/);
      expect(refusal?.sql).to.match(/^CREATE TABLE \[\w+\]\.\[S_NEW\] \(\n.*;\nGO$/s);
    });
  });

  it('goes on where it was interrupted', async () => {
    const { address } = schema.options;
    const proxy = await startTcpProxy(address.host, address.port);
    const options = { ...schema.options, address: { ...address, host: '127.0.0.1', port: proxy.port } };
    let tables = 0;
    const onRoundTrip = (text: string): void => {
      if (!text.startsWith('CREATE TABLE')) return;
      tables += 1;
      if (tables === 5) proxy.cutNext('after');
    };
    await failure(SqlServerStore.open({ ...options, tables: TABLES, onRoundTrip }));
    const left = await planned();
    expect(left.statements.filter((statement) => statement.startsWith('CREATE TABLE'))).to.have.length(ALL.length - 5);
    await (await SqlServerStore.open({ ...options, tables: TABLES })).close();
    await proxy.stop();
    expect(await planned()).to.deep.equal(nothing);
  });

  it('is done once when several processes start together', async () => {
    const stores = await Promise.all(Array.from({ length: 3 }, () => schema.open(TABLES)));
    await Promise.all(stores.map((store) => store.close()));
    expect(await planned()).to.deep.equal(nothing);
  });

  it('waits for another one that does it, also longer than a request may take', async () => {
    await using connections = await Connections.open(schema.options);
    const opened = await connections.useSpare(async (session) => {
      const resource = `cut-adapter migrate ${schema.options.address.schema}`;
      await session.runAlone(LOCK, [resource, 0]);
      const opening = SqlServerStore.open({ ...schema.options, requestTimeout: 5000, tables: TABLES });
      await setTimeout(12_000);
      await session.runAlone(UNLOCK, [resource]);
      return opening;
    });
    await opened.close();
    expect(await planned()).to.deep.equal(nothing);
  });

  const withName = (more: Partial<ColumnDraft>) =>
    makeTable('S_X', [{ name: 'NAME', type: { kind: 'nvarchar', length: 50 }, ...more }]);

  it('makes texts longer, and leaves longer ones alone', async () => {
    for (const length of [50, 80, 60]) {
      await (await schema.open([withName({ type: { kind: 'nvarchar', length } })])).close();
    }
    const wider = withName({ type: { kind: 'nvarchar', length: 80 } });
    expect(await planned(schema.options, [wider, ...CUT_TABLES])).to.deep.equal(nothing);
  });

  it('refuses what would lose something, and then does nothing at all', async () => {
    await (await schema.open([withName({})])).close();
    const added = makeTable('S_Y', []);
    const error = await failure(schema.open([withName({ type: { kind: 'date' } }), added]));
    expect(error).to.be.instanceOf(MigrationRefused);
    expect((error as MigrationRefused).refusals.map(({ reason }) => reason)).to.deep.equal([
      'column S_X.NAME is nvarchar(50), not date',
    ]);
    const { statements } = await planned(schema.options, [withName({}), added, ...CUT_TABLES]);
    expect(statements).to.have.length(1);
  });
});

/** A login that may read and write the rows of the schema, and nothing else. */
async function withLimitedLogin(schema: TestSchema, work: (options: SqlServerOptions) => Promise<void>): Promise<void> {
  const user = `cut_test_${randomBytes(5).toString('hex')}`;
  const password = `Pw-${randomBytes(12).toString('hex')}`;
  const { address } = schema.options;
  await schema.run(
    `CREATE LOGIN [${user}] WITH PASSWORD = '${password}'`,
    `CREATE USER [${user}] FOR LOGIN [${user}]`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[${address.schema}] TO [${user}]`,
  );
  try {
    await work({ ...schema.options, address: { ...address, user, password } });
  } finally {
    await schema.run(
      `REVOKE SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[${address.schema}] FROM [${user}]`,
      `DROP USER [${user}]`,
      `DROP LOGIN [${user}]`,
    );
  }
}

function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  );
}
