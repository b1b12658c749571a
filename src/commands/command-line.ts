import { Command, CommanderError } from 'commander';
import { PACKAGE_VERSION } from '../config/package-root.ts';
import { checkCommand } from './check-command.ts';
import { EXIT, EXIT_CODES_HELP } from './exit-codes.ts';
import { exportCommand } from './export-command.ts';
import { feedCommand } from './feed-command.ts';
import { feedsCommand } from './feeds-command.ts';
import { generateCommand } from './generate-command.ts';
import { getCommand } from './get-command.ts';
import { ignoreClosedPipe } from './ignore-closed-pipe.ts';
import { mapCommand } from './map-command.ts';
import { migrateCommand } from './migrate-command.ts';
import { outboxCommand } from './outbox-command.ts';
import { describeFailure } from './report-failure.ts';
import { sendCommand } from './send-command.ts';
import { serveCommand } from './serve-command.ts';
import { userCommand } from './user-command.ts';

/** Runs the command that `argv` names, and sets the exit code of the process; never ends it by force, so that what is written gets out. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', ignoreClosedPipe);
  try {
    await commandLine().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      return;
    }
    const { lines, exitCode } = describeFailure(error);
    process.stderr.write(`${lines.join('\n')}\n`);
    process.exitCode = exitCode;
  }
}

function commandLine(): Command {
  const program = new Command('cut-adapter')
    .description('The Siebel eCommunications CUT integration workflows as a standalone SOAP service.')
    .version(PACKAGE_VERSION)
    .showHelpAfterError('(cut-adapter help <command> shows what it takes)')
    .addHelpText('after', HELP);
  const commands = [
    serveCommand,
    userCommand,
    getCommand,
    exportCommand,
    sendCommand,
    outboxCommand,
    feedCommand,
    feedsCommand,
    mapCommand,
    checkCommand,
    generateCommand,
    migrateCommand,
  ];
  for (const command of commands) program.addCommand(command());
  for (const command of allCommands(program)) command.exitOverride();
  return program;
}

function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

const HELP = `
Examples:
  cut-adapter serve                          run the service on http://127.0.0.1:8080
  cut-adapter user add JDOE                  let somebody call it
  cut-adapter get account 1-2A7QK            print an object as XML
  cut-adapter feed accounts.xml.gz           write the objects of a batch feed
  cut-adapter help serve                     all options of the service

${EXIT_CODES_HELP}`;
