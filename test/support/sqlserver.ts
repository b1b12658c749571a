import { randomBytes } from 'node:crypto';
import type { Suite } from 'mocha';
import { databaseUrl, type SqlServerDatabase } from '../../src/config/database-url.ts';
import type { Table } from '../../src/model/model.ts';
import { Connections } from '../../src/store/sqlserver/connections.ts';
import type { Session } from '../../src/store/sqlserver/session.ts';
import type { SqlServerOptions } from '../../src/store/sqlserver/sqlserver-options.ts';
import { SqlServerStore, type SqlServerStoreOptions } from '../../src/store/sqlserver/sqlserver-store.ts';

/** `CUT_TEST_MSSQL_URL=mssql://user:password@host:1433/database`: a server to test on, and a login that may create schemas in the database. */
const URL = process.env.CUT_TEST_MSSQL_URL ?? '';

/** Tests on a real server, each in a schema of its own, when there is one. */
export function describeOnSqlServer(title: string, tests: (this: Suite) => void): void {
  const suite = URL === '' ? describe.skip : describe;
  suite(`${title} [on SQL Server${URL === '' ? ': skipped, CUT_TEST_MSSQL_URL names no server' : ''}]`, tests);
}

/** Whether the server is Babelfish, an open implementation of the protocol and the language, which lacks some of both. */
const isBabelfish: boolean = URL !== '' && (await asksForBabelfish());

async function asksForBabelfish(): Promise<boolean> {
  const connections = await Connections.open(optionsFor('dbo'));
  try {
    const results = await connections.useSpare((session) =>
      session.runAlone("SELECT CAST(SERVERPROPERTY('babelfish') AS int) AS [c0];"),
    );
    return Number(results.flat()[0]?.[0]) === 1;
  } finally {
    await connections.close();
  }
}

/** Skips the tests of a suite that Babelfish cannot pass, by their title, and says why. */
export function skipOnBabelfish(reasons: Readonly<Record<string, string>>): void {
  beforeEach(function () {
    const { currentTest } = this;
    const reason = isBabelfish && currentTest !== undefined ? reasons[currentTest.title] : undefined;
    if (reason === undefined || currentTest === undefined) return;
    currentTest.title += ` [skipped on Babelfish: ${reason}]`;
    this.skip();
  });
}

/** A schema that nobody else uses. */
export interface TestSchema {
  readonly options: SqlServerOptions;
  /** For CUT_DATABASE_URL. */
  readonly url: string;
  open(tables: Iterable<Table>, more?: Partial<SqlServerStoreOptions>): Promise<SqlServerStore>;
  /** Runs statements as a DBA would. */
  run(...statements: readonly string[]): Promise<void>;
  /** Drops the tables, and leaves the schema. */
  empty(): Promise<void>;
  /** Drops the tables and the schema. */
  remove(): Promise<void>;
}

export function testSchema(): TestSchema {
  const schema = `cut_test_${randomBytes(5).toString('hex')}`;
  const options = optionsFor(schema);
  const use = async (work: (session: Session) => Promise<void>): Promise<void> => {
    const connections = await Connections.open(options);
    try {
      await connections.useSpare(work);
    } finally {
      await connections.close();
    }
  };
  const run = (...statements: readonly string[]): Promise<void> =>
    use(async (session) => {
      for (const statement of statements) await session.runAlone(statement);
    });
  const empty = (): Promise<void> =>
    use(async (session) => {
      const drops = await session.runAlone(DROPS, [schema]);
      for (const [statement] of drops.flat()) await session.runAlone(statement ?? '');
    });
  const url = new globalThis.URL(URL);
  url.searchParams.set('schema', schema);
  return {
    options,
    url: url.href,
    open: (tables, more = {}) => SqlServerStore.open({ ...options, ...more, tables }),
    run,
    empty,
    async remove() {
      await empty();
      await run(`IF SCHEMA_ID(N'${schema}') IS NOT NULL DROP SCHEMA [${schema}];`);
    },
  };
}

function optionsFor(schema: string): SqlServerOptions {
  const base = databaseUrl.parse(URL, '/') as SqlServerDatabase;
  return {
    address: { ...base, schema },
    poolSize: 8,
    connectTimeout: 15_000,
    requestTimeout: 60_000,
    busyLimit: 20_000,
    workLimit: 60_000,
  };
}

/** Statements that drop all tables of a schema, one a row: foreign keys first, since tables point at each other. */
const DROPS = `SELECT N'ALTER TABLE [' + [s].[name] + N'].[' + [t].[name] + N'] DROP CONSTRAINT [' + [f].[name] + N'];'
FROM [sys].[foreign_keys] AS [f] JOIN [sys].[tables] AS [t] ON [t].[object_id] = [f].[parent_object_id] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] WHERE [s].[name] = @p1;
SELECT N'DROP TABLE [' + [s].[name] + N'].[' + [t].[name] + N'];' FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] WHERE [s].[name] = @p1;`;
