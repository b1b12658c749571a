import { Command } from 'commander';
import { canonicalLogin, checkPassword } from '../security/user.ts';
import type { Users } from '../security/users.ts';
import { addOptions, DATABASE_OPTIONS } from './command-options.ts';
import { EXIT_CODES_HELP } from './exit-codes.ts';
import { readPassword } from './read-password.ts';
import { withService } from './with-service.ts';

const HELP = `
A running service notices changes within seconds. Passwords have 8 to 256 characters; they are asked for on a terminal, read from standard input otherwise, or from a file; never taken
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
    .addCommand(
      withPassword('add', 'add a user', async (users, login, password) => {
        await users.add(login, password);
        return `${login} added`;
      }),
    )
    .addCommand(
      withPassword('password', 'change the password of a user', async (users, login, password) => {
        await users.setPassword(login, password);
        return `password of ${login} changed`;
      }),
    )
    .addCommand(listCommand())
    .addCommand(withLogin('disable', 'refuse a user from now on', disable))
    .addCommand(
      withLogin('enable', 'let a disabled user call again', async (users, login) => {
        await users.enable(login);
        return `${login} enabled`;
      }),
    );
}

/** Changes the users, and says in a few words what it has done. `login` is in its canonical form. */
type Change<Further extends readonly string[]> = (users: Users, login: string, ...further: Further) => Promise<string>;

function withPassword(name: string, summary: string, change: Change<[password: string]>): Command {
  const command = new Command(name)
    .description(summary)
    .argument('<login>', 'name of the user; upper and lower case are the same')
    .option('--password-file <path>', 'file whose first line is the password');
  return addOptions(command, DATABASE_OPTIONS).action(
    async (login: string, { passwordFile }: { passwordFile?: string }) => {
      const password = await readPassword(login, { file: passwordFile, input: process.stdin, screen: process.stderr });
      checkPassword(password);
      await withService(command, 'write', async ({ users }) => {
        process.stdout.write(`${await change(users, canonicalLogin(login), password)}\n`);
      });
    },
  );
}

function withLogin(name: string, summary: string, change: Change<[]>): Command {
  const command = new Command(name).description(summary).argument('<login>', 'name of the user');
  return addOptions(command, DATABASE_OPTIONS).action((login: string) =>
    withService(command, 'write', async ({ users }) => {
      process.stdout.write(`${await change(users, canonicalLogin(login))}\n`);
    }),
  );
}

async function disable(users: Users, login: string): Promise<string> {
  await users.disable(login);
  if (!(await users.list()).some(({ active }) => active))
    process.stderr.write(
      `warning: nobody can call now: no active user is left; cut-adapter user enable ${login} undoes it\n`,
    );
  return `${login} disabled`;
}

function listCommand(): Command {
  const command = new Command('list').description('print all users, one a line, with their state and S_USER row id');
  return addOptions(command, DATABASE_OPTIONS).action(() =>
    withService(command, 'read', async ({ users }) => {
      const all = await users.list();
      const width = Math.max(...all.map(({ login }) => login.length), 0);
      for (const { login, active, userId } of all)
        process.stdout.write(`${login.padEnd(width)}  ${active ? 'active  ' : 'disabled'}  ${userId}\n`);
    }),
  );
}
