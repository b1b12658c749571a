import { modelLookups } from '../../src/adapter/model-lookups.ts';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import type { Model } from '../../src/model/model.ts';
import { publishedProcesses } from '../../src/model/published-services.ts';
import { Outbox } from '../../src/outbound/outbox.ts';
import { compileSubscribers } from '../../src/outbound/subscriptions.ts';
import { businessServices } from '../../src/workflow/business-services.ts';
import { ProcessInterpreter } from '../../src/workflow/process-interpreter.ts';
import type { PropertyValue } from '../../src/workflow/process-runner.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { MessageEncoders } from '../../src/xml/message-encoders.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import type { TestDatabase } from './database.ts';
import { decoderWay } from './decoder-way.ts';
import { model } from './model.ts';

const objects = [...model.integrationObjects.values()];
const validator = SchemaValidator.create(new Map(objects.map((object) => [object.name, integrationObjectXsd(object)])));
export const decoder = new MessageDecoder(objects, validator, { way: decoderWay });
const encoder = new MessageEncoders(objects, { dates: 'siebel' });

/** With all parts real. */
export function interpreterOn({ store }: TestDatabase, of: Model = model): ProcessInterpreter {
  const adapter = new SiebelAdapter(of, { queryLimit: 100 });
  const outbox = new Outbox(compileSubscribers(of, modelLookups(of)));
  return new ProcessInterpreter(of, store, businessServices({ adapter, outbox, encoder, decoder }));
}

/**
 * Runs processes by operation name on a database, with all parts real.
 * @param of whose processes; one other than that of the service cannot read and write documents
 */
export function processRunner(database: TestDatabase, of: Model = model) {
  const interpreter = interpreterOn(database, of);
  const processes = new Map(publishedProcesses(of).map((process) => [process.operation, process]));
  return async (operation: string, properties: Readonly<Record<string, PropertyValue>>) => {
    const process = processes.get(operation);
    if (process === undefined) throw new RangeError(`no operation ${operation}`);
    const caller = { login: 'SADMIN', userId: '0-1' };
    const result = await interpreter.run({ process, caller, properties: new Map(Object.entries(properties)) });
    return Object.fromEntries(result.properties);
  };
}
