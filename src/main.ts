import { Command } from 'commander';
import { PACKAGE_VERSION } from './config/package-root.ts';
import { ALL_OPTIONS, addOptions, commandOptions } from './commands/command-options.ts';
import { serve } from './commands/serve.ts';
import { createLog } from './telemetry/log.ts';
const program = new Command('cut-adapter').version(PACKAGE_VERSION);
addOptions(program.command('serve').description('run the service'), ALL_OPTIONS).action(async (_o, command) => {
  const { options, warnings } = commandOptions(command);
  const log = createLog({ level: options.logLevel, format: options.logFormat, output: process.stdout });
  for (const w of warnings) log.warn(w);
  const running = await serve(options, log);
  process.stdout.write(`listening on ${running.url}\n`);
  if (running.service.firstUser?.generatedPassword) process.stdout.write(`password ${running.service.firstUser.generatedPassword}\n`);
  process.once('SIGTERM', () => running.stop().then(() => log.close()));
});
await program.parseAsync();
