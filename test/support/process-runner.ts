import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import { Outbox } from '../../src/outbound/outbox.ts';
import { businessServices } from '../../src/workflow/business-services.ts';
import { ProcessInterpreter } from '../../src/workflow/process-interpreter.ts';
import type { PropertyValue } from '../../src/workflow/process-runner.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { MessageEncoders } from '../../src/xml/message-encoders.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import type { TestDatabase } from './database.ts';
import { model } from './model.ts';

const objects = [...model.integrationObjects.values()];
const validator = SchemaValidator.create(new Map(objects.map((object) => [object.name, integrationObjectXsd(object)])));
const decoder = new MessageDecoder(objects, validator);
const encoder = new MessageEncoders(objects, { dates: 'siebel' });

/** Runs processes by operation name on a database, with all parts real. */
export function processRunner({ store }: TestDatabase) {
  const adapter = new SiebelAdapter(model, { queryLimit: 100 });
  const outbox = new Outbox(model.partners);
  const interpreter = new ProcessInterpreter(model, store, businessServices({ adapter, outbox, encoder, decoder }));
  return async (operation: string, properties: Readonly<Record<string, PropertyValue>>) => {
    const process = model.processes.get(operation);
    if (process === undefined) throw new RangeError(`no operation ${operation}`);
    const caller = { login: 'SADMIN', userId: '0-1' };
    const result = await interpreter.run({ process, caller, properties: new Map(Object.entries(properties)) });
    return Object.fromEntries(result.properties);
  };
}
