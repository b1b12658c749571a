import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { cutAdapter, cutAdapterAll, type Ended, temporaryDirectory } from './command-process.ts';

const CONFIRMED = { code: 0, stderr: '' };

/** What is done one after another in one data directory; `{file}` is a file with a password. */
const steps: readonly (readonly [args: readonly string[], ended: Ended | RegExp])[] = [
  [['add', 'MW', '--password-file', '{file}'], { ...CONFIRMED, stdout: 'MW added\n' }],
  [['list'], /^JDOE {4}active {4}\S+\nMW {6}active {4}\S+\nSADMIN {2}active {4}0-1\n$/],
  [['disable', 'jdoe'], { ...CONFIRMED, stdout: 'JDOE disabled\n' }],
  [['disable', 'SADMIN'], { ...CONFIRMED, stdout: 'SADMIN disabled\n' }],
  [
    ['disable', 'MW'],
    {
      code: 0,
      stdout: 'MW disabled\n',
      stderr: 'warning: nobody can call now: no active user is left; cut-adapter user enable MW undoes it\n',
    },
  ],
  [['list'], /^JDOE {4}disabled {2}\S+\nMW {6}disabled {2}\S+\nSADMIN {2}disabled {2}0-1\n$/],
  [['enable', 'JDOE'], { ...CONFIRMED, stdout: 'JDOE enabled\n' }],
  [['list'], /^JDOE {4}active /],
  [['password', 'jdoe', '--password-file', '{file}'], { ...CONFIRMED, stdout: 'password of JDOE changed\n' }],
];

const refusals: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['add', 'JDOE', '--password-file', '{file}'], /there is a user JDOE already/],
  [['add', 'X', '--password-file', '{short}'], /a password has at least 8 characters/],
  [['password', 'JDOE', '--password-file', '{short}'], /a password has at least 8 characters/],
  [['add', 'X', '--password-file', '/nowhere/password'], /ENOENT/],
  [['password', 'NOBODY', '--password-file', '{file}'], /there is no user NOBODY/],
  [['disable', 'NOBODY'], /there is no user NOBODY/],
];

describe('cut-adapter user', () => {
  const directory = temporaryDirectory();
  const data = join(directory.path, 'data');
  const environment = { CUT_DATA_DIR: data, CUT_SAMPLES: 'false' };
  after(() => directory[Symbol.dispose]());

  const files = { '{file}': join(directory.path, 'password'), '{short}': join(directory.path, 'short') };
  const user = (args: readonly string[]) => [
    'user',
    ...args.map((argument) => (argument in files ? files[argument as keyof typeof files] : argument)),
  ];

  let early: readonly Ended[];
  let filesEarly: readonly string[];
  let first: Ended;
  let ended: readonly Ended[];
  before(async () => {
    writeFileSync(files['{file}'], '\ufeffp\u00e4ssw\u00f6rter\r\n');
    writeFileSync(files['{short}'], '1234567\n');
    early = await cutAdapterAll([user(['list']), user(['add', 'X', '--password-file', '{short}'])], environment);
    filesEarly = existsSync(data) ? readdirSync(data) : [];
    first = await cutAdapter(['user', 'add', 'jdoe'], { environment, input: 'first of all\nsecond\n' });
    ended = await cutAdapterAll(
      [...steps, ...refusals].map(([args]) => user(args)),
      environment,
    );
  });

  it('says that there is no database rather than making one to list no users', () => {
    expect(early[0]).to.include({ code: 1, stdout: '' });
    expect(early[0]?.stderr).to.match(
      /there (is no database|are no tables) .*; cut-adapter (serve makes it|migrate makes them)/,
    );
    expect(early[1]?.code).to.equal(1);
    expect(filesEarly).to.deep.equal([]);
  });

  it('adds a user with the password from standard input; a new database gets its first user too', () => {
    expect(first).to.deep.equal({
      code: 0,
      stdout: 'JDOE added\n',
      stderr: `the database had no users: made the first one, SADMIN; the password is in ${join(data, 'admin-password')}\n`,
    });
  });

  for (const [index, [args, expected]] of steps.entries())
    it(`then does '${args.join(' ')}', and says so`, () => {
      if (expected instanceof RegExp) expect(ended[index]?.stdout).to.match(expected);
      else expect(ended[index]).to.deep.equal(expected);
    });

  for (const [index, [args, says]] of refusals.entries())
    it(`refuses '${args.join(' ')}' with exit code 1 and the reason, without a stack`, () => {
      const { code, stdout, stderr } = ended[steps.length + index] ?? {};
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr)
        .to.match(says)
        .and.not.match(/^ +at /m);
    });
});
