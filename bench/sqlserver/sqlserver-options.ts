import { parseArgs } from 'node:util';

export interface SqlServerBenchOptions {
  /** `mssql://user:password@host:port/database`; the login has to be allowed to create schemas. */
  readonly database: string;
  readonly rounds: number;
  /** Of one measurement under load. */
  readonly seconds: number;
  /** That the feed, and the loop beside it, insert in one round. */
  readonly accounts: number;
  /** False on a server that checks them by scans, which Babelfish does: then they are dropped on both sides. */
  readonly foreignKeys: boolean;
  /** File for the results. */
  readonly json: string;
}

/** @throws TypeError for arguments that are not known */
export function sqlServerOptions(args: readonly string[]): SqlServerBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      database: { type: 'string' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      accounts: { type: 'string', default: '1000' },
      'without-foreign-keys': { type: 'boolean', default: false },
      json: { type: 'string', default: 'bench-sqlserver-result.json' },
    },
  });
  const { database, rounds, seconds, accounts, json } = values;
  if (database === undefined) throw new TypeError('--database mssql://<user>:<password>@<host>:<port>/<database>');
  const foreignKeys = !values['without-foreign-keys'];
  return { database, json, foreignKeys, rounds: Number(rounds), seconds: Number(seconds), accounts: Number(accounts) };
}
