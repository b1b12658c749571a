import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { commandOptions } from './command-options.ts';
import { introduceFirstUser } from './make-first-user.ts';
import { type OpenService, openService, type ServiceOptions } from './open-service.ts';
import { Refusal } from './refusal.ts';

/**
 * Runs `work` of a command on an open service, and closes it. What is wrong with the options, but not so wrong as to stop, goes to standard error, and so does what is said of
 * the first user, who is made with the database: standard output is for data.
 * @param access see `openService`; so is `more`
 * @throws Refusal when there is no database to read
 */
export async function withService(
  command: Command,
  access: 'read' | 'write',
  work: (service: OpenService) => Promise<void>,
  more: Pick<ServiceOptions, 'pageCache' | 'schemas'> = {},
): Promise<void> {
  const { options, warnings } = commandOptions(command);
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  const { databaseUrl } = options;
  if (access === 'read' && databaseUrl.kind === 'sqlite' && !existsSync(databaseUrl.path))
    throw new Refusal(`there is no database ${databaseUrl.path}; cut-adapter serve makes it`);
  await using service = await openService({ ...options, ...more }, access);
  if (access === 'write') await introduceFirstUser(service.users, options);
  await work(service);
}
