import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { cutAdapter, temporaryDirectory } from './command-process.ts';

describe('cut-adapter user', () => {
  const directory = temporaryDirectory();
  after(() => directory[Symbol.dispose]());

  const user = (args: readonly string[], input = '') =>
    cutAdapter(['user', ...args], { environment: { CUT_DATA_DIR: directory.path, CUT_SAMPLES: 'false' }, input });
  const listed = async () =>
    (await user(['list'])).stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/\s+/).slice(0, 2).join(' '));

  it('adds a user with the password from standard input', async () => {
    expect(await user(['add', 'jdoe'], 'first\nsecond\n')).to.deep.equal({ code: 0, stdout: '', stderr: '' });
    expect(await listed()).to.deep.equal(['JDOE active']);
  });

  it('adds a user with the password from a file', async () => {
    const file = join(directory.path, 'password');
    writeFileSync(file, '\ufeffp\u00e4ss\r\n');
    expect((await user(['add', 'MW', '--password-file', file])).code).to.equal(0);
    expect(await listed()).to.deep.equal(['JDOE active', 'MW active']);
  });

  it('disables and enables', async () => {
    expect((await user(['disable', 'JDOE'])).code).to.equal(0);
    expect(await listed()).to.deep.equal(['JDOE disabled', 'MW active']);
    expect((await user(['enable', 'jdoe'])).code).to.equal(0);
    expect(await listed()).to.deep.equal(['JDOE active', 'MW active']);
  });

  it('changes a password', async () => {
    expect(await user(['password', 'JDOE'], 'other')).to.deep.equal({ code: 0, stdout: '', stderr: '' });
  });

  for (const [args, input, says] of [
    [['add', 'JDOE'], 'x', /there is a user JDOE already/],
    [['add', 'X'], '', /standard input holds no password/],
    [['add', 'X'], '\nlater', /standard input holds no password/],
    [['add', 'X'], 'x'.repeat(20_000), /too long/],
    [['add', 'X', '--password-file', '/nowhere/password'], '', /ENOENT/],
    [['password', 'NOBODY'], 'x', /there is no user NOBODY/],
    [['disable', 'NOBODY'], '', /there is no user NOBODY/],
  ] as const)
    it(`refuses '${args.join(' ')}' with exit code 1 and the reason, without a stack`, async () => {
      const { code, stdout, stderr } = await user(args, input);
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr)
        .to.match(says)
        .and.not.match(/^ +at /m);
    });
});
