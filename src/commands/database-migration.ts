import { existsSync } from 'node:fs';
import type { SqlServerDatabase } from '../config/database-url.ts';
import type { Table } from '../model/model.ts';
import type { MigrationPlan } from '../store/migration.ts';
import { Connection } from '../store/sqlite/connection.ts';
import { applyMigration } from '../store/sqlite/migrate.ts';
import { planMigration } from '../store/sqlite/migration-plan.ts';
import type { Connections } from '../store/sqlserver/connections.ts';
import { SETTINGS } from '../store/sqlserver/ddl.ts';
import { type DatabaseOptions, sqlServerOptions } from './open-store.ts';

/** What bringing the database to the form of `tables` would do; nothing is done, and no file is made. */
export async function plannedMigration(options: DatabaseOptions, tables: readonly Table[]): Promise<MigrationPlan> {
  const { databaseUrl } = options;
  if (databaseUrl.kind === 'sqlite') {
    const path = existsSync(databaseUrl.path) ? databaseUrl.path : ':memory:';
    return onFile(path, (connection) => planMigration(connection, tables));
  }
  const migrations = await import('../store/sqlserver/migrate.ts');
  return onServer(options, databaseUrl, (connections) =>
    migrations.plannedMigration(connections, tables, databaseUrl.schema),
  );
}

/**
 * Brings a database that is there to the form of `tables`. Of a file that is not there it only says what will be done: whoever opens it makes it.
 * @returns what was done
 * @throws MigrationRefused
 */
export async function carriedOutMigration(options: DatabaseOptions, tables: readonly Table[]): Promise<MigrationPlan> {
  const { databaseUrl } = options;
  if (databaseUrl.kind === 'sqlite') {
    if (!existsSync(databaseUrl.path)) return plannedMigration(options, tables);
    return onFile(databaseUrl.path, (connection) => applyMigration(connection, tables));
  }
  const migrations = await import('../store/sqlserver/migrate.ts');
  return onServer(options, databaseUrl, (connections) =>
    migrations.applyMigration(connections, tables, databaseUrl.schema),
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
  address: SqlServerDatabase,
  work: (connections: Connections) => Promise<T>,
): Promise<T> {
  const { Connections } = await import('../store/sqlserver/connections.ts');
  await using connections = await Connections.open(sqlServerOptions(options, address));
  return await work(connections);
}
