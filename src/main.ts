import { Command } from 'commander';
import { serveCommand } from './commands/serve-command.ts';
import { PACKAGE_VERSION } from './config/package-root.ts';

const program = new Command('cut-adapter').version(PACKAGE_VERSION);
program.addCommand(serveCommand());
await program.parseAsync();
