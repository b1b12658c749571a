import { Command } from 'commander';
import type { Users } from '../security/users.ts';
import { addOptions, DATABASE_OPTIONS } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { readPassword } from './read-password.ts';
import { withService } from './with-service.ts';

const HELP = `
A running service notices changes within seconds. Passwords are asked for on a terminal, read from standard input otherwise, or from a file; never taken
from the command line, which every user of the machine can read.

Examples:
  cut-adapter user add JDOE
  cut-adapter user password JDOE --password-file /run/secrets/jdoe
  printf '%s' "$SECRET" | cut-adapter user add MIDDLEWARE
  cut-adapter user disable JDOE

${EXIT_CODES_HELP}`;

export function userCommand(): Command {
  const command = new Command('user')
    .summary('keep the users who may call')
    .description('Keeps the users who may call.');
  return command
    .addHelpText('after', HELP)
    .addCommand(withPassword('add', 'add a user', (users, login, password) => users.add(login, password)))
    .addCommand(
      withPassword('password', 'change the password of a user', (users, login, password) =>
        users.setPassword(login, password),
      ),
    )
    .addCommand(listCommand())
    .addCommand(withLogin('disable', 'refuse a user from now on', (users, login) => users.disable(login)))
    .addCommand(withLogin('enable', 'let a disabled user call again', (users, login) => users.enable(login)));
}

function withPassword(
  name: string,
  summary: string,
  change: (users: Users, login: string, password: string) => Promise<unknown>,
): Command {
  const command = new Command(name)
    .description(summary)
    .argument('<login>', 'name of the user; upper and lower case are the same')
    .option('--password-file <path>', 'file whose first line is the password');
  return addOptions(command, DATABASE_OPTIONS).action(
    async (login: string, { passwordFile }: { passwordFile?: string }) => {
      const password = await readPassword(login, { file: passwordFile, input: process.stdin, screen: process.stderr });
      await withService(command, 'write', async ({ users }) => {
        await change(users, login, password);
      });
    },
  );
}

function withLogin(name: string, summary: string, change: (users: Users, login: string) => Promise<void>): Command {
  const command = new Command(name).description(summary).argument('<login>', 'name of the user');
  return addOptions(command, DATABASE_OPTIONS).action((login: string) =>
    withService(command, 'write', ({ users }) => change(users, login)),
  );
}

function listCommand(): Command {
  const command = new Command('list').description('print all users, one a line, with their state and S_USER row id');
  return addOptions(command, DATABASE_OPTIONS).action(() =>
    withService(command, 'write', async ({ users }) => {
      const all = await users.list();
      const width = Math.max(...all.map(({ login }) => login.length), 0);
      for (const { login, active, userId } of all)
        process.stdout.write(`${login.padEnd(width)}  ${active ? 'active  ' : 'disabled'}  ${userId}\n`);
    }),
  );
}
