import { SiebelAdapter } from '../adapter/siebel-adapter.ts';
import type { Options } from '../config/options.ts';
import { PublishedContract } from '../contract/published-contract.ts';
import { loadModel } from '../model/load-model.ts';
import type { Model } from '../model/model.ts';
import { loadSeed } from '../model/seed.ts';
import { Outbox } from '../outbound/outbox.ts';
import { createFirstUser, type FirstUser } from '../security/first-user.ts';
import { Users } from '../security/users.ts';
import { CUT_USER } from '../store/cut-tables.ts';
import { SqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import { businessServices } from '../workflow/business-services.ts';
import { ProcessInterpreter } from '../workflow/process-interpreter.ts';
import type { ProcessRunner } from '../workflow/process-runner.ts';
import { MessageDecoder } from '../xml/message-decoder.ts';
import { MessageEncoders } from '../xml/message-encoders.ts';
import { SchemaValidator } from '../xml/schema-validator.ts';
import { fillDatabase } from './fill-database.ts';
import { Refusal } from './refusal.ts';
import { readSampleDocuments } from './sample-documents.ts';

export type ServiceOptions = Pick<
  Options,
  'mappings' | 'databaseUrl' | 'samples' | 'adminPassword' | 'dateFormat' | 'queryLimit'
>;

/** All parts of the service but SOAP and HTTP, put together and open. */
export interface OpenService {
  readonly model: Model;
  readonly contract: PublishedContract;
  readonly store: Store;
  readonly adapter: SiebelAdapter;
  readonly decoder: MessageDecoder;
  readonly encoders: MessageEncoders;
  readonly runner: ProcessRunner;
  readonly users: Users;
  /** Whether the database was empty and has been filled. */
  readonly isNewDatabase: boolean;
  /** The user made because there was none. */
  readonly firstUser: FirstUser | undefined;
  /** Waits for what is under way and lets go of everything. */
  close(): Promise<void>;
}

/**
 * The composition root: loads the model, opens the database (made, migrated and filled where needed) and connects the parts.
 * @throws ModelError, MigrationRefused, UserError, Refusal
 */
export async function openService(options: ServiceOptions): Promise<OpenService> {
  const model = loadModel(options.mappings);
  const contract = new PublishedContract(model);
  const validator = createValidator(model, contract);
  const objects = [...model.integrationObjects.values()];
  const decoder = new MessageDecoder(objects, validator);
  const encoders = new MessageEncoders(objects, { dates: options.dateFormat });
  const adapter = new SiebelAdapter(model, { queryLimit: options.queryLimit });

  const store = await SqliteStore.open({ path: options.databaseUrl, tables: model.tables.values() });
  try {
    const samples = options.samples ? () => readSampleDocuments(options.mappings, decoder) : undefined;
    const isNewDatabase = await fillDatabase(store, adapter, loadSeed(options.mappings, model), samples);
    const users = new Users(store, { CUT_USER, S_USER: userTable(model) });
    const firstUser = await createFirstUser(users, options.adminPassword);
    const outbox = new Outbox(model.partners);
    const services = businessServices({ adapter, outbox, encoder: encoders, decoder });
    const runner = new ProcessInterpreter(model, store, services);
    const close = async (): Promise<void> => {
      await store.close();
      validator.dispose();
    };
    return { model, contract, store, adapter, decoder, encoders, runner, users, isNewDatabase, firstUser, close };
  } catch (error) {
    await store.close();
    validator.dispose();
    throw error;
  }
}

export function createValidator(model: Model, contract: PublishedContract): SchemaValidator {
  const schemas = [...model.integrationObjects.values()].map(({ name, id }): [string, string] => {
    const xsd = contract.file(`${id}.xsd`);
    if (xsd === undefined) throw new RangeError(`no XSD for ${name}`);
    return [name, xsd];
  });
  return SchemaValidator.create(new Map(schemas));
}

/** Users are rows of Siebel's S_USER too; a model without it cannot be served. */
function userTable(model: Model): NonNullable<ReturnType<Model['tables']['get']>> {
  const table = model.tables.get('S_USER');
  if (table === undefined) throw new Refusal('tables.yaml: there is no table S_USER, which users are kept in');
  return table;
}
