import { modelLookups } from '../adapter/model-lookups.ts';
import { SiebelAdapter } from '../adapter/siebel-adapter.ts';
import type { Options } from '../config/options.ts';
import { PublishedContract } from '../contract/published-contract.ts';
import { MappedDocuments } from '../mapping/mapped-documents.ts';
import { loadModel } from '../model/load-model.ts';
import type { Model } from '../model/model.ts';
import { loadSeed } from '../model/seed.ts';
import { Outbox } from '../outbound/outbox.ts';
import { PartnerUsers } from '../outbound/partner-users.ts';
import { compileSubscribers } from '../outbound/subscriptions.ts';
import { type CompiledPolicy, compilePolicies } from '../policies/compile-policies.ts';
import { Users } from '../security/users.ts';
import { utcNow } from '../store/clock.ts';
import { CUT_USER } from '../store/cut-tables.ts';
import type { Store } from '../store/store.ts';
import { businessServices } from '../workflow/business-services.ts';
import { IdempotentReceiver } from '../workflow/idempotent-receiver.ts';
import { ProcessInterpreter } from '../workflow/process-interpreter.ts';
import { createCodec, type MessageCodec, type SchemaTime } from './message-codec.ts';
import { openDataMaps } from './open-data-maps.ts';
import { type DatabaseAccess, type DatabaseOptions, openStore } from './open-store.ts';
import { readSampleDocuments } from './sample-documents.ts';
import { seedDatabase } from './seed-database.ts';

/** The service without a way in: what commands and the HTTP server work with. */
export interface OpenService extends AsyncDisposable {
  readonly model: Model;
  readonly contract: PublishedContract;
  readonly codec: MessageCodec;
  /** Reads documents of processes that receive, also in the shapes of partners. */
  readonly documents: MappedDocuments;
  readonly store: Store;
  readonly users: Users;
  readonly partnerUsers: PartnerUsers;
  readonly adapter: SiebelAdapter;
  readonly runner: ProcessInterpreter;
  readonly receiver: IdempotentReceiver;
  readonly policies: readonly CompiledPolicy[];
  /** Whether the database was empty and has been given its first rows. */
  readonly isNew: boolean;
}

export type ServiceOptions = DatabaseOptions &
  Pick<Options, 'mappings' | 'samples' | 'dateFormat' | 'decoder' | 'queryLimit' | 'maximumPageSize'> & {
    readonly schemas?: SchemaTime;
  };

/**
 * Puts the parts together, from the mapping files up to the process runner; brings the database to the model, and gives an empty one its first rows. Disposing of the service closes
 * them again, in reverse order.
 * @throws ModelError, MigrationRefused, Refusal
 */
export async function openService(options: ServiceOptions, access: DatabaseAccess = 'write'): Promise<OpenService> {
  await using parts = new AsyncDisposableStack();
  const model = loadModel(options.mappings);
  const policies = compilePolicies(model, modelLookups(model));
  const contract = new PublishedContract(model);
  const codec = parts.use(createCodec(model, contract, options.dateFormat, options.decoder, options.schemas));
  const maps = parts.use(openDataMaps(options.mappings, model, codec));
  const subscribers = compileSubscribers(model, modelLookups(model), maps);
  const { queryLimit, maximumPageSize } = options;
  const adapter = new SiebelAdapter(model, { queryLimit, maximumPageSize });

  const store = await openStore(options, model, access);
  parts.defer(() => store.close());
  const isNew =
    access !== 'read' &&
    (await seedDatabase(store, adapter, {
      seed: loadSeed(options.mappings, model),
      samples: options.samples,
      documents: () => readSampleDocuments(options.mappings, codec.decoder),
    }));

  const documents = new MappedDocuments(codec.decoder, maps, utcNow);
  const services = businessServices({
    adapter,
    outbox: new Outbox(subscribers),
    encoder: codec.encoder,
    decoder: documents,
  });
  const runner = new ProcessInterpreter(model, store, services);
  const users = new Users(store, { CUT_USER, S_USER: userTable(model) });
  const opened = parts.move();
  return {
    model,
    contract,
    codec,
    documents,
    store,
    users,
    partnerUsers: new PartnerUsers(userTable(model)),
    adapter,
    runner,
    receiver: new IdempotentReceiver(runner, store),
    policies,
    isNew,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

function userTable({ tables }: Model) {
  const table = tables.get('S_USER');
  if (table === undefined) throw new RangeError('the model has no table S_USER, which users are kept in');
  return table;
}
