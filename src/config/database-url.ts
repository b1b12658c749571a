import type { ServerAddress } from '../store/server-address.ts';
import { type OptionType, path } from './option-types.ts';

/** Where the data are. */
export type DatabaseUrl = SqliteFile | SqlServerDatabase;

interface SqliteFile {
  readonly kind: 'sqlite';
  readonly path: string;
}

export interface SqlServerDatabase extends ServerAddress {
  readonly kind: 'sqlserver';
}

const SQL_SERVER = 'mssql://<user>:<password>@<host>:<port>/<database>';

export const databaseUrl: OptionType<DatabaseUrl> = {
  expects: `sqlite:<path> or ${SQL_SERVER}`,
  placeholder: 'url',
  parse(value, base) {
    if (/^(mssql|sqlserver):/i.test(value)) return sqlServer(value);
    const [, file] = /^sqlite:(.+)$/i.exec(value) ?? [];
    if (file === undefined) throw new RangeError(`must be ${databaseUrl.expects}`);
    return { kind: 'sqlite', path: path.parse(file, base) };
  },
};

/** Tells people which database it is, without user and password. */
export function describeDatabase(url: DatabaseUrl): string {
  if (url.kind === 'sqlite') return url.path;
  const { host, port, instance, database, schema } = url;
  return `mssql://${host}${instance === undefined ? `:${port}` : ''}/${database} (${instance === undefined ? '' : `instance ${instance}, `}schema ${schema})`;
}

const PARAMETERS = ['schema', 'encrypt', 'trustServerCertificate', 'instance'];

function sqlServer(value: string): SqlServerDatabase {
  if (!URL.canParse(value)) throw new RangeError(`must be ${SQL_SERVER}; %-encode what is special in a password`);
  const url = new URL(value);
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decoded);
  if (url.hostname === '' || !user || !password || !database)
    throw new RangeError(`must name user, password, host and database: ${SQL_SERVER}`);
  const unknown = [...url.searchParams.keys()].filter((name) => !PARAMETERS.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`has no parameter ${unknown.join(', ')}; there are ${PARAMETERS.join(', ')}`);
  const instance = url.searchParams.get('instance');
  return {
    kind: 'sqlserver',
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 1433 : Number(url.port),
    ...(instance === null ? {} : { instance }),
    database,
    user,
    password,
    schema: url.searchParams.get('schema') || 'dbo',
    encrypt: flag(url, 'encrypt', true),
    trustServerCertificate: flag(url, 'trustServerCertificate', false),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new RangeError(`must be %-encoded: ${SQL_SERVER}`);
  }
}

function flag(url: URL, name: string, fallback: boolean): boolean {
  const value = url.searchParams.get(name);
  if (value === null) return fallback;
  if (value !== 'true' && value !== 'false') throw new RangeError(`needs ${name}=true or ${name}=false`);
  return value === 'true';
}
