import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import type { Options } from '../config/options.ts';
import { createFirstUser } from '../security/first-user.ts';
import { UserError } from '../security/user.ts';
import type { Users } from '../security/users.ts';
import { Refusal } from './refusal.ts';

export interface FirstUserMade {
  readonly login: string;
  /** Where the password is, when it was made up and there is no terminal to show it on. */
  readonly passwordFile?: string;
}

/**
 * Gives a database without users its first one. A password that was made up is shown once on a terminal; anywhere else it would stay in somebody's log, so it goes into
 * the file `admin-password` of the data directory, which only its owner can read.
 * @returns undefined when there are users
 * @throws Refusal when the password given cannot be used, or the one made up cannot be written
 */
export async function makeFirstUser(
  users: Users,
  { adminPassword, dataDir }: Pick<Options, 'adminPassword' | 'dataDir'>,
  screen: Writable & { readonly isTTY?: boolean },
): Promise<FirstUserMade | undefined> {
  const made = await createFirstUser(users, adminPassword).catch(refuseOption);
  if (made?.generatedPassword === undefined) return made;
  const { login, generatedPassword } = made;
  if (screen.isTTY === true) {
    screen.write(`Password    ${generatedPassword} of ${login}; keep it, it is not shown again\n`);
    return { login };
  }
  return { login, passwordFile: writePassword(join(dataDir, 'admin-password'), login, generatedPassword) };
}

/** Does what `makeFirstUser` does for a command whose standard output is data: what there is to say goes to standard error. */
export async function introduceFirstUser(
  users: Users,
  options: Pick<Options, 'adminPassword' | 'dataDir'>,
): Promise<void> {
  const made = await makeFirstUser(users, options, process.stderr);
  if (made === undefined) return;
  const password = made.passwordFile === undefined ? '' : `; the password is in ${made.passwordFile}`;
  process.stderr.write(`the database had no users: made the first one, ${made.login}${password}\n`);
}

function refuseOption(error: unknown): never {
  throw error instanceof UserError ? new Refusal(`CUT_ADMIN_PASSWORD: ${error.message}`, { cause: error }) : error;
}

/** @returns `path` */
function writePassword(path: string, login: string, password: string): string {
  try {
    mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
    // One that is there may be readable to others, or lead elsewhere.
    rmSync(path, { force: true });
    writeFileSync(path, `${password}\n`, { mode: 0o600, flag: 'wx' });
    return path;
  } catch (error) {
    const remedy = `the database has user ${login} now; cut-adapter user password ${login} gives a password`;
    throw new Refusal(`${(error as Error).message}\n${remedy}`, { cause: error });
  }
}
