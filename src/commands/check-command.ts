import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { addOptions, commandOptions } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { openService } from './open-service.ts';

const HELP = `
Reads all mapping files, makes a new database from them in a temporary directory, and loads the sample records into it. Every mistake is
named with file, line and column.

Examples:
  cut-adapter check
  cut-adapter check --mappings ./my-mappings

${EXIT_CODES_HELP}`;

export function checkCommand(): Command {
  const command = new Command('check')
    .summary('check the mapping files')
    .description('Checks the mapping files and the sample records.');
  return addOptions(command, ['configFile', 'mappings'])
    .addHelpText('after', HELP)
    .action(async () => {
      const { options } = commandOptions(command);
      const directory = mkdtempSync(join(tmpdir(), 'cut-check-'));
      try {
        await using service = await openService({
          ...options,
          samples: true,
          databaseUrl: { kind: 'sqlite', path: join(directory, 'cut.db') },
        });
        const { integrationObjects, processes, tables } = service.model;
        process.stdout.write(
          `${options.mappings}: ${integrationObjects.size} integration objects, ${processes.size} processes, ${tables.size} tables, no mistakes\n`,
        );
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    });
}
