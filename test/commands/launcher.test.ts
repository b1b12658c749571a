import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE_VERSION } from '../../src/config/package-root.ts';
import { until } from '../support/until.ts';
import { ROOT, startCutAdapter, temporaryDirectory } from './command-process.ts';

const LAUNCHER = join(ROOT, 'bin', 'cut-adapter.mjs');

/** A Node.js of this machine that is older than the service needs. */
const older = (process.env.PATH ?? '')
  .split(delimiter)
  .map((directory) => join(directory, 'node'))
  .find((path) => existsSync(path) && major(path) < 24 && major(path) >= 18);

function major(path: string): number {
  return Number(/^v(\d+)/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' }))?.[1]);
}

for (const [what, node] of [
  ['this Node.js', process.execPath],
  ['an older Node.js', older],
] as const)
  describe(`the launcher under ${what}`, () => {
    before(function () {
      if (node === undefined) this.skip();
    });
    const start = (args: readonly string[], environment = {}) =>
      startCutAdapter(args, environment, [node ?? '', LAUNCHER]);

    it('runs the command line without warnings, and passes its exit code on', async () => {
      const [version, wrong] = await Promise.all([start(['--version']).ended, start(['fly']).ended]);
      expect(version).to.deep.equal({ code: 0, stdout: `${PACKAGE_VERSION}\n`, stderr: '' });
      expect(wrong.code).to.equal(2);
    });

    it('does not leave the service behind when it is killed', async () => {
      using directory = temporaryDirectory();
      const started = start(['serve', '--port', '0', '--data-dir', directory.path]);
      await until(() => started.output().includes('listening'));
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(started.output())?.[0] ?? expect.fail(started.output());
      started.child.kill('SIGKILL');
      await until(() =>
        fetch(`${url}/health/live`).then(
          () => false,
          () => true,
        ),
      );
    });

    it('passes SIGTERM and SIGINT on to the service, which stops in good order', async () => {
      using directory = temporaryDirectory();
      const stopBy = async (signal: NodeJS.Signals) => {
        const started = start(['serve', '--port', '0', '--data-dir', join(directory.path, signal)]);
        await until(() => started.output().includes('listening'));
        started.child.kill(signal);
        return started.ended;
      };
      for (const { code, stdout, stderr } of await Promise.all([stopBy('SIGTERM'), stopBy('SIGINT')])) {
        expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
        expect(stdout).to.match(/"message":"stopped"\}\n$/);
      }
    });
  });
