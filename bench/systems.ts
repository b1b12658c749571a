import { join } from 'node:path';
import { whyNoXerces } from '../test/interop/xerces.ts';
import { type Server, startServer } from './processes.ts';
import { copyDatabase, countWrongRows, StoredAccounts } from './stored-accounts.ts';

const PASSWORD = 'bench-password';
export const AUTHORIZATION = `Basic ${Buffer.from(`SADMIN:${PASSWORD}`).toString('base64')}`;
const HERE = import.meta.dirname;

/** Starts servers, and stops those that it has started. */
export class Systems implements AsyncDisposable {
  readonly #directory: string;
  readonly #started: Server[] = [];
  /** By the address of a peer that stores: its database. */
  readonly #databases = new Map<string, string>();

  /** @param directory for their data */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The service, as its users start it. */
  service(dataDirectory = this.databaseOf('service'), environment: NodeJS.ProcessEnv = {}): Promise<Server> {
    return this.#start(join(HERE, '..', 'bin', 'cut-adapter.mjs'), ['serve'], {
      CUT_DATA_DIR: dataDirectory,
      CUT_PORT: '0',
      CUT_ADMIN_PASSWORD: PASSWORD,
      CUT_LOG_LEVEL: 'warn',
      ...environment,
    });
  }

  echo(): Promise<Server> {
    return this.#start(join(HERE, 'servers', 'echo.ts'));
  }

  /** node-soap on a copy of the service's database as it is now; undefined when the validator cannot run here. */
  async nodeSoap(validator: 'libxml2' | 'xerces'): Promise<Server | undefined> {
    const problem = validator === 'xerces' ? await whyNoXerces() : undefined;
    if (problem !== undefined) {
      process.stdout.write(`node-soap + xsd-schema-validator is left out: ${problem}\n`);
      return undefined;
    }
    const path = this.copy(validator);
    const server = await this.#start(join(HERE, 'servers', 'node-soap.ts'), [validator, path]);
    this.#databases.set(server.url, path);
    return server;
  }

  /** How many accounts of the server at this address do not hold what was sent last. */
  countWrong(url: string, objectIds: readonly string[], lastTurns: ReadonlyMap<string, number>): Promise<number> {
    const { origin } = new URL(url);
    const path = this.#databases.get(origin);
    if (path !== undefined) return Promise.resolve(countWrongRows(path, lastTurns));
    return new StoredAccounts(url, AUTHORIZATION).countWrong(objectIds, lastTurns);
  }

  /** @returns path of a copy of the service's database */
  copy(name: string): string {
    const path = this.databaseOf(name);
    copyDatabase(join(this.databaseOf('service'), 'cut.db'), path);
    return path;
  }

  databaseOf(name: string): string {
    return join(this.#directory, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#started) await server.stop();
  }

  async #start(script: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Server> {
    const server = await startServer(script, args, env);
    this.#started.push(server);
    return server;
  }
}

export function accountsOf(service: Server): StoredAccounts {
  return new StoredAccounts(`${service.url}/soap/account`, AUTHORIZATION);
}
