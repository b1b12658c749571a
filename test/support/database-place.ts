import { type ServerSchema, serverSchema } from './server-schema.ts';

/** The server that the databases of tests are on; they are files when there is none. */
let server: string | undefined;
/** By data directory. */
const schemas = new Map<string, ServerSchema>();

/**
 * From now on a database of a test is a schema of its own on this server.
 * @param url `mssql://user:password@host:port/database`
 */
export function useServer(url: string): void {
  server = url;
}

/** Where the database of a data directory is, if it is no file in it: as a service in it finds it. */
export function schemaOf(directory: string): ServerSchema | undefined {
  if (server === undefined) return undefined;
  const schema = schemas.get(directory) ?? serverSchema(server, 'cut_test');
  schemas.set(directory, schema);
  return schema;
}

/** What a process with this data directory has to be told of its database. */
export function databaseEnvironment(directory: string): Readonly<Record<string, string>> {
  const schema = schemaOf(directory);
  return schema === undefined ? {} : { CUT_DATABASE_URL: schema.url };
}

/** Nobody may use it any more. */
export async function removeSchema(directory: string): Promise<void> {
  await schemas.get(directory)?.remove();
  schemas.delete(directory);
}

export async function removeAllSchemas(): Promise<void> {
  for (const directory of schemas.keys()) await removeSchema(directory);
}
