import type { Command } from 'commander';
import type { Options } from '../config/options.ts';
import { commandOptions } from './command-options.ts';
import { type OpenService, openService } from './open-service.ts';

/**
 * Runs `work` of a command on an open service, and closes it. What is wrong with the options, but not so wrong as to stop, goes to standard error: standard output is for data.
 * @param access see `openService`
 */
export async function withService(
  command: Command,
  access: 'read' | 'write',
  work: (service: OpenService, options: Options) => Promise<void>,
): Promise<void> {
  const { options, warnings } = commandOptions(command);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  await using service = await openService(options, access);
  await work(service, options);
}
