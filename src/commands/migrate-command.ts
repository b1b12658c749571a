import { Command } from 'commander';
import type { Options } from '../config/options.ts';
import { loadModel } from '../model/load-model.ts';
import { type MigrationPlan, MigrationRefused } from '../store/migration.ts';
import { addOptions, commandOptions, DATABASE_OPTIONS } from './command-options.ts';
import {
  carriedOutMigration,
  type DatabaseForm,
  databaseForm,
  migrationScript,
  plannedMigration,
} from './database-migration.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { introduceFirstUser } from './make-first-user.ts';
import { openService } from './open-service.ts';

const HELP = `
New tables, columns and indexes are made, and the triggers of workflow policies; what would lose data is refused, with the SQL to run by hand. serve does the same when it starts.

Examples:
  cut-adapter migrate --plan                 print the statements, change nothing
  cut-adapter migrate

${EXIT_CODES_HELP}`;

export function migrateCommand(): Command {
  const command = new Command('migrate')
    .summary('bring the database to the mapping files')
    .description('Brings the database to the form that the mapping files describe; makes it when it is not there.')
    .option('--plan', 'print what would be done, and do nothing');
  return addOptions(command, DATABASE_OPTIONS)
    .addHelpText('after', HELP)
    .action(async ({ plan: planOnly = false }: { plan?: boolean }) => {
      const { options } = commandOptions(command);
      if (planOnly) print(options, await plannedMigration(options, formOf(options)));
      else await migrate(options);
    });
}

async function migrate(options: Options): Promise<void> {
  const done = await carriedOutMigration(options, formOf(options));
  await using service = await openService(options);
  print(options, { ...done, remarks: [...done.remarks, ...service.store.remarks] });
  await introduceFirstUser(service.users, options);
}

function formOf({ mappings }: Options): DatabaseForm {
  return databaseForm(loadModel(mappings));
}

/** @throws MigrationRefused when the plan cannot be carried out */
function print(options: Options, { statements, remarks, refusals }: MigrationPlan): void {
  process.stdout.write(migrationScript(options, statements));
  for (const remark of remarks) process.stderr.write(`remark: ${remark}\n`);
  if (refusals.length > 0) throw new MigrationRefused(refusals);
  if (statements.length === 0) process.stderr.write('nothing to do\n');
}
