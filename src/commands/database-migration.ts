import { existsSync } from 'node:fs';
import type { Model, Table } from '../model/model.ts';
import { changeTriggers, type WantedTriggers } from '../store/change-triggers.ts';
import { CUT_TABLES } from '../store/cut-tables.ts';
import type { MigrationPlan } from '../store/migration.ts';
import type { ServerAddress } from '../store/server-address.ts';
import { Connection } from '../store/sqlite/connection.ts';
import { applyMigration } from '../store/sqlite/migrate.ts';
import { planMigration } from '../store/sqlite/migration-plan.ts';
import type { Connections } from '../store/sqlserver/connections.ts';
import { SETTINGS } from '../store/sqlserver/ddl.ts';
import { type DatabaseOptions, sqlServerOptions } from './open-store.ts';

/** What a database is to have. */
export interface DatabaseForm {
  readonly tables: readonly Table[];
  readonly triggers: WantedTriggers;
}

/** The tables of the model and our own, and the triggers of its policies. */
export function databaseForm({ tables, policies }: Pick<Model, 'tables' | 'policies'>): DatabaseForm {
  return { tables: [...tables.values(), ...CUT_TABLES], triggers: { triggers: changeTriggers(policies), exact: true } };
}

/** What bringing the database to this form would do; nothing is done, and no file is made. */
export async function plannedMigration(options: DatabaseOptions, form: DatabaseForm): Promise<MigrationPlan> {
  const { tables, triggers } = form;
  const { databaseUrl } = options;
  if (databaseUrl.kind === 'sqlite') {
    const path = existsSync(databaseUrl.path) ? databaseUrl.path : ':memory:';
    return onFile(path, (connection) => planMigration(connection, tables, triggers));
  }
  const migrations = await import('../store/sqlserver/migrate.ts');
  return onServer(options, databaseUrl, (connections) =>
    migrations.plannedMigration(connections, tables, databaseUrl.schema, triggers),
  );
}

/**
 * Brings a database that is there to this form. Of a file that is not there it only says what will be done: whoever opens it makes it.
 * @returns what was done
 * @throws MigrationRefused
 */
export async function carriedOutMigration(options: DatabaseOptions, form: DatabaseForm): Promise<MigrationPlan> {
  const { tables, triggers } = form;
  const { databaseUrl } = options;
  if (databaseUrl.kind === 'sqlite') {
    if (!existsSync(databaseUrl.path)) return plannedMigration(options, form);
    return onFile(databaseUrl.path, (connection) => applyMigration(connection, tables, triggers));
  }
  const migrations = await import('../store/sqlserver/migrate.ts');
  return onServer(options, databaseUrl, (connections) =>
    migrations.applyMigration(connections, tables, databaseUrl.schema, triggers),
  );
}

/** What the tools of the database take; those of SQL Server (sqlcmd, Management Studio) take each statement as a batch of its own. */
export function migrationScript({ databaseUrl }: DatabaseOptions, statements: readonly string[]): string {
  if (databaseUrl.kind === 'sqlite' || statements.length === 0) return statements.map(ended).join('');
  return [SETTINGS, ...statements].map((statement) => `${ended(statement)}GO\n`).join('');
}

function ended(statement: string): string {
  return `${statement};\n`;
}

function onFile<T>(path: string, work: (connection: Connection) => T): T {
  const connection = new Connection({ path });
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

async function onServer<T>(
  options: DatabaseOptions,
  address: ServerAddress,
  work: (connections: Connections) => Promise<T>,
): Promise<T> {
  const { Connections } = await import('../store/sqlserver/connections.ts');
  const { assertUsable, explainOpening, readDatabaseState } = await import('../store/sqlserver/database-state.ts');
  await using connections = await Connections.open(sqlServerOptions(options, address));
  try {
    assertUsable(address.database, await connections.useSpare(readDatabaseState));
    return await work(connections);
  } catch (error) {
    throw explainOpening(error, address.database);
  }
}
