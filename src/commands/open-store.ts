import type { Options } from '../config/options.ts';
import type { Table } from '../model/model.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { SqlServerOptions } from '../store/sqlserver/sqlserver-options.ts';
import type { Store } from '../store/store.ts';

export type DatabaseOptions = Pick<
  Options,
  'databaseUrl' | 'databasePoolSize' | 'databaseConnectTimeout' | 'databaseRequestTimeout' | 'databaseBusyTimeout'
> & {
  /** Bytes of an embedded database that each connection keeps in memory. */
  readonly pageCache?: number;
};

/** How long one work may take, in milliseconds. */
const WORK_LIMIT = 30_000;

/**
 * The store that `databaseUrl` names.
 * @param access `read` takes the database as it is and writes nothing
 */
export async function openStore(
  options: DatabaseOptions,
  tables: Iterable<Table>,
  access: 'read' | 'write',
): Promise<Store> {
  const readOnly = access === 'read';
  const { databaseUrl, pageCache } = options;
  if (databaseUrl.kind === 'sqlite') {
    const cache = pageCache === undefined ? {} : { pageCache };
    return SqliteStore.open({ path: databaseUrl.path, tables, readOnly, ...cache });
  }
  // Its driver takes a while to load; who does not need it does not wait for it.
  const { SqlServerStore } = await import('../store/sqlserver/sqlserver-store.ts');
  return SqlServerStore.open({ ...sqlServerOptions(options, databaseUrl), tables, readOnly });
}

export function sqlServerOptions(options: DatabaseOptions, address: SqlServerOptions['address']): SqlServerOptions {
  return {
    address,
    poolSize: options.databasePoolSize,
    connectTimeout: options.databaseConnectTimeout,
    requestTimeout: options.databaseRequestTimeout,
    busyLimit: options.databaseBusyTimeout,
    workLimit: WORK_LIMIT,
  };
}
