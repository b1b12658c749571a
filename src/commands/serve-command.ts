import { Command } from 'commander';
import type { Options } from '../config/options.ts';
import { createLog, type Log } from '../telemetry/log.ts';
import { ALL_OPTIONS, addOptions, commandOptions } from './command-options.ts';
import { endOnCrash } from './end-on-crash.ts';
import { EXIT } from './exit-codes.ts';
import { startMessage } from './start-message.ts';
import { stopSignal } from './stop-signals.ts';

const HELP = `
Every option can also stand in the environment or in a YAML file (--config); docs/configuration.md describes them all.
The first start makes the database, and the user SADMIN with the password from CUT_ADMIN_PASSWORD or a random one; that is printed on a
terminal, and otherwise written to the file admin-password in the data directory.
SIGTERM and SIGINT stop the service when the requests under way are answered; a second signal ends it at once.

Examples:
  cut-adapter serve
  CUT_ADMIN_PASSWORD=... cut-adapter serve --data-dir /var/lib/cut --no-samples
  cut-adapter serve --host 0.0.0.0 --public-url https://cut.example.com --log-format json
`;

export function serveCommand(): Command {
  const command = new Command('serve').summary('run the service').description('Runs the service until it is stopped.');
  return addOptions(command, ALL_OPTIONS)
    .addHelpText('after', HELP)
    .action(async () => {
      const { options, warnings } = commandOptions(command);
      const log = createLog({ level: options.logLevel, format: options.logFormat, output: process.stdout });
      endOnCrash(log);
      for (const warning of warnings) log.warn(warning);
      try {
        await serve(options, log);
      } finally {
        await log.close();
      }
    });
}

async function serve(options: Options, log: Log): Promise<void> {
  // Only this command needs the HTTP server: the others start faster without.
  const { runService } = await import('./run-service.ts');
  const service = await runService(options, log);
  const stopped = stopSignal(() => log.close());
  log.write(startMessage(service, options, log.format === 'json'));
  log.info('stopping', { signal: await stopped });
  const answeredAll = await service.stop();
  if (!answeredAll) log.warn('requests were cut off: they took longer than the shutdown timeout');
  log.info('stopped');
  process.exitCode = answeredAll ? EXIT.ok : EXIT.refused;
}
