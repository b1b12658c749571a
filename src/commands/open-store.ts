import type { Options } from '../config/options.ts';
import type { Model } from '../model/model.ts';
import { changeTriggers } from '../store/change-triggers.ts';
import type { ServerAddress } from '../store/server-address.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { SqlServerOptions } from '../store/sqlserver/sqlserver-options.ts';
import type { Store } from '../store/store.ts';

export type DatabaseOptions = Pick<
  Options,
  | 'databaseUrl'
  | 'databasePoolSize'
  | 'databaseConnectTimeout'
  | 'databaseRequestTimeout'
  | 'databaseQueueTimeout'
  | 'databaseBusyTimeout'
> & {
  /** Bytes of an embedded database that each connection keeps in memory. */
  readonly pageCache?: number;
  /** How long one work on SQL Server may take, in milliseconds. */
  readonly workLimit?: number;
  /** From `shareWriteTurns`, where several threads of this process write to an embedded database. */
  readonly writeTurns?: Int32Array;
};

/**
 * `read` takes the database as it is and writes nothing; `write` makes what is missing in it; `migrate` does away with what workflow policies do not need any more, too:
 * a command that happens to run with other mapping files must not put out of action what a running service relies on.
 */
export type DatabaseAccess = 'read' | 'write' | 'migrate';

/** How long one work may take, in milliseconds. */
const WORK_LIMIT = 30_000;

/**
 * The store that `databaseUrl` names, in the form that the model describes.
 */
export async function openStore(
  options: DatabaseOptions,
  model: Pick<Model, 'tables' | 'policies'>,
  access: DatabaseAccess,
): Promise<Store> {
  const readOnly = access === 'read';
  const { databaseUrl } = options;
  const triggers = { triggers: changeTriggers(model.policies), exact: access === 'migrate' };
  const form = { tables: model.tables.values(), triggers, readOnly };
  if (databaseUrl.kind === 'sqlite') {
    const { pageCache, writeTurns } = options;
    return SqliteStore.open({
      path: databaseUrl.path,
      ...form,
      ...(pageCache === undefined ? {} : { pageCache }),
      ...(writeTurns === undefined ? {} : { writeTurns }),
    });
  }
  // Its driver takes a while to load; who does not need it does not wait for it.
  const { SqlServerStore } = await import('../store/sqlserver/sqlserver-store.ts');
  return SqlServerStore.open({ ...sqlServerOptions(options, databaseUrl), ...form });
}

export function sqlServerOptions(options: DatabaseOptions, address: ServerAddress): SqlServerOptions {
  return {
    address,
    poolSize: options.databasePoolSize,
    connectTimeout: options.databaseConnectTimeout,
    requestTimeout: options.databaseRequestTimeout,
    queueLimit: options.databaseQueueTimeout,
    busyLimit: options.databaseBusyTimeout,
    workLimit: options.workLimit ?? WORK_LIMIT,
  };
}
