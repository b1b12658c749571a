import { randomBytes } from 'node:crypto';
import { databaseUrl, type SqlServerDatabase } from '../../src/config/database-url.ts';
import type { Table } from '../../src/model/model.ts';
import { CUT_MIGRATION, CUT_ROW_ID, CUT_TABLES } from '../../src/store/cut-tables.ts';
import { Connections } from '../../src/store/sqlserver/connections.ts';
import { quoteName, tableName } from '../../src/store/sqlserver/identifiers.ts';
import type { ResultRows, Session } from '../../src/store/sqlserver/session.ts';
import type { SqlServerOptions } from '../../src/store/sqlserver/sqlserver-options.ts';
import { SqlServerStore, type SqlServerStoreOptions } from '../../src/store/sqlserver/sqlserver-store.ts';
import { TableOrder } from '../../src/store/sqlserver/table-order.ts';

/** A schema on a server, for as long as it is needed. */
export interface ServerSchema {
  readonly name: string;
  readonly options: SqlServerOptions;
  /** For CUT_DATABASE_URL. */
  readonly url: string;
  open(tables: Iterable<Table>, more?: Partial<SqlServerStoreOptions>): Promise<SqlServerStore>;
  /** Runs statements as a DBA would. */
  run(...statements: readonly string[]): Promise<void>;
  /** The rows of the first result. */
  ask(statement: string): Promise<ResultRows>;
  /** Deletes all rows of these tables and our own; blocks of ROW_IDs that are given out stay so. */
  clear(tables: Iterable<Table>): Promise<void>;
  dropForeignKeys(): Promise<void>;
  /** Drops the tables, and leaves the schema. */
  empty(): Promise<void>;
  /** Drops the tables and the schema. */
  remove(): Promise<void>;
}

/**
 * A schema that nobody else uses; whoever opens a store in it makes it.
 * @param url `mssql://user:password@host:port/database`
 */
export function serverSchema(url: string, prefix: string): ServerSchema {
  const schema = `${prefix}_${randomBytes(5).toString('hex')}`;
  const options = serverOptions(url, schema);
  const use = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    await using connections = await Connections.open(options);
    return await connections.useSpare(work);
  };
  const run = (...statements: readonly string[]): Promise<void> =>
    use(async (session) => {
      for (const statement of statements) await session.runAlone(statement);
    });
  const runAll = (statements: string): Promise<void> =>
    use(async (session) => {
      const drops = await session.runAlone(statements, [schema]);
      for (const [statement] of drops.flat()) await session.runAlone(statement ?? '');
    });
  const empty = (): Promise<void> => runAll(`${DROP_FOREIGN_KEYS}\n${DROP_TABLES}`);
  const own = new URL(url);
  own.searchParams.set('schema', schema);
  return {
    name: schema,
    options,
    url: own.href,
    open: (tables, more = {}) => SqlServerStore.open({ ...options, ...more, tables }),
    run,
    ask: (statement) => use(async (session) => (await session.runAlone(statement))[0] ?? []),
    clear: (tables) => run(clearText([...tables, ...CUT_TABLES], schema)),
    dropForeignKeys: () => runAll(DROP_FOREIGN_KEYS),
    empty,
    async remove() {
      await empty();
      await run(`IF SCHEMA_ID(N'${schema}') IS NOT NULL DROP SCHEMA [${schema}];`);
    },
  };
}

export function serverOptions(url: string, schema: string): SqlServerOptions {
  const base = databaseUrl.parse(url, '/') as SqlServerDatabase;
  return {
    address: { ...base, schema },
    poolSize: 8,
    connectTimeout: 60_000,
    requestTimeout: 60_000,
    queueLimit: 60_000,
    busyLimit: 20_000,
    workLimit: 60_000,
  };
}

/** Lets go of what is deleted first, and deletes what points at others before them. */
function clearText(tables: readonly Table[], schema: string): string {
  const order = new TableOrder(tables);
  const children = tables.filter((table) => table !== CUT_MIGRATION && table !== CUT_ROW_ID);
  children.sort((left, right) => order.compare(right.name, left.name));
  const releases = children.flatMap(({ name, columns }) =>
    [...columns.values()].flatMap((column) =>
      column.references === undefined || order.compare(column.references, name) <= 0
        ? []
        : [`UPDATE ${tableName(name, schema)} SET ${quoteName(column.name)} = NULL;`],
    ),
  );
  return [...releases, ...children.map(({ name }) => `DELETE FROM ${tableName(name, schema)};`)].join('\n');
}

/** Gives the statements that drop all foreign keys of a schema, one a row. */
const DROP_FOREIGN_KEYS = `SELECT N'ALTER TABLE [' + [s].[name] + N'].[' + [t].[name] + N'] DROP CONSTRAINT [' + [f].[name] + N'];'
FROM [sys].[foreign_keys] AS [f] JOIN [sys].[tables] AS [t] ON [t].[object_id] = [f].[parent_object_id] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] WHERE [s].[name] = @p1;`;

/** The same for the tables, when no foreign key points at them any more. */
const DROP_TABLES = `SELECT N'DROP TABLE [' + [s].[name] + N'].[' + [t].[name] + N'];' FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] WHERE [s].[name] = @p1;`;
