import { Command } from 'commander';
import type { InstanceList } from '../model/instance.ts';
import type { IntegrationObject, WorkflowProcess } from '../model/model.ts';
import { addOptions } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { findProcessOrObject } from './find-by-name.ts';
import type { OpenService } from './open-service.ts';
import { Refusal } from './refusal.ts';
import { runProcess } from './run-process.ts';
import { withService } from './with-service.ts';

const HELP = `
Reads the database without changing it; the service may be running or not.

Examples:
  cut-adapter get account 1-2A7QK
  cut-adapter get "CUT Sample Account IO" 1-2A7QK --date-format iso
  cut-adapter get CUTGetAccountData 1-2A7QK > account.xml

${EXIT_CODES_HELP}`;

export function getCommand(): Command {
  const command = new Command('get')
    .summary('print an object as XML')
    .description('Prints an object as a SiebelMessage document.')
    .argument(
      '<name>',
      'integration object (its name, or that of its mapping file), or operation that answers with one',
    )
    .argument('<object-id>', 'row id of the record');
  return addOptions(command, ['configFile', 'dataDir', 'databaseUrl', 'mappings', 'dateFormat'])
    .addHelpText('after', HELP)
    .action((name: string, objectId: string) =>
      withService(command, 'read', async (service) => {
        const list = await read(service, findProcessOrObject(service.model, name), objectId);
        if (list.roots.length === 0)
          throw new Refusal(`there is no ${list.integrationObject.root.name} with row id ${objectId}`);
        process.stdout.write(service.codec.encoder.encodeDocument(list));
      }),
    );
}

async function read(
  service: OpenService,
  wanted: WorkflowProcess | IntegrationObject,
  objectId: string,
): Promise<InstanceList> {
  if (!('operation' in wanted)) {
    return service.store.read((reader) => service.adapter.query(reader, wanted, { primaryRowId: objectId }));
  }
  if (service.runner.writes(wanted)) throw new Refusal(`${wanted.operation} changes the database; get only reads`);
  const { properties } = await runProcess(service, wanted, objectId);
  for (const value of properties.values()) if (typeof value === 'object') return value;
  throw new Refusal(`${wanted.operation} answers with no object`);
}
