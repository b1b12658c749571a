import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { makeFirstUser } from '../../src/commands/make-first-user.ts';
import { Refusal } from '../../src/commands/refusal.ts';
import { verifyPassword } from '../../src/security/password-hash.ts';
import { usersOf } from '../security/test-users.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { temporaryDirectory } from './command-process.ts';

const terminal = (): PassThrough & { isTTY: boolean } => Object.assign(new PassThrough(), { isTTY: true });

describe('makeFirstUser', () => {
  let database: TestDatabase;
  let directory: ReturnType<typeof temporaryDirectory>;
  beforeEach(async () => {
    database = await createDatabase();
    directory = temporaryDirectory();
  });
  afterEach(async () => {
    await database.remove();
    directory[Symbol.dispose]();
  });

  const accepts = async (password: string): Promise<boolean> =>
    verifyPassword(password, (await usersOf(database.store).find('SADMIN'))?.passwordHash ?? '');

  it('shows a password that it made up on a terminal, once, and writes it nowhere', async () => {
    const screen = terminal();
    const made = await makeFirstUser(usersOf(database.store), options(), screen);
    expect(made).to.deep.equal({ login: 'SADMIN' });
    const [, password = ''] =
      /^Password {4}(\S{24}) of SADMIN; keep it, it is not shown again\n$/.exec(String(screen.read())) ?? [];
    expect(await accepts(password)).to.equal(true);
    expect(existsSync(join(directory.path, 'admin-password'))).to.equal(false);
  });

  it('writes it elsewhere into a file that only its owner can read', async () => {
    const screen = new PassThrough();
    const dataDir = join(directory.path, 'new', 'data');
    const made = await makeFirstUser(usersOf(database.store), { ...options(), dataDir }, screen);
    const file = join(dataDir, 'admin-password');
    expect(made).to.deep.equal({ login: 'SADMIN', passwordFile: file });
    expect(screen.read()).to.equal(null);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(await accepts(readFileSync(file, 'utf8').trimEnd())).to.equal(true);
  });

  it('does not write into a file of somebody else', async () => {
    const theirs = join(directory.path, 'theirs');
    writeFileSync(theirs, '');
    chmodSync(theirs, 0o644);
    symlinkSync(theirs, join(directory.path, 'admin-password'));
    await makeFirstUser(usersOf(database.store), options(), new PassThrough());
    expect(readFileSync(theirs, 'utf8')).to.equal('');
  });

  it('says what to do when the file cannot be written', async () => {
    mkdirSync(join(directory.path, 'admin-password'));
    const problem = await makeFirstUser(usersOf(database.store), options(), new PassThrough()).catch((error) => error);
    expect(problem).to.be.instanceOf(Refusal);
    expect(String(problem)).to.contain('cut-adapter user password SADMIN');
  });

  it('takes the password that is given, and refuses one that is too short', async () => {
    const users = usersOf(database.store);
    const problem = await makeFirstUser(users, options('1234567'), terminal()).catch((error) => error);
    expect(problem).to.be.instanceOf(Refusal);
    expect(problem).to.have.property('message', 'CUT_ADMIN_PASSWORD: a password has at least 8 characters');
    expect(await makeFirstUser(users, options('12345678'), terminal())).to.deep.equal({ login: 'SADMIN' });
    expect(await accepts('12345678')).to.equal(true);
  });

  it('does nothing where there are users, and where another process is faster', async () => {
    const [one, other] = [usersOf(database.store), usersOf(database.store)];
    const made = await Promise.all([one, other].map((users) => makeFirstUser(users, options('12345678'), terminal())));
    expect(made).to.have.deep.members([{ login: 'SADMIN' }, undefined]);
    expect(await makeFirstUser(one, options(), terminal())).to.equal(undefined);
  });

  function options(adminPassword?: string) {
    return { adminPassword, dataDir: directory.path };
  }
});
