import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { type Ended, ROOT, startCutAdapter } from './command-process.ts';

const source = (path: string): string => JSON.stringify(pathToFileURL(join(ROOT, 'src', path)).href);

const GUARDED = `
  import { endOnCrash } from ${source('commands/end-on-crash.ts')};
  import { createLog } from ${source('telemetry/log.ts')};
  const log = createLog({ level: 'info', format: 'json', output: process.stdout });
  endOnCrash(log);
  log.info('started');
  setInterval(() => {}, 1000);
`;

const crashes: readonly (readonly [what: string, crash: string])[] = [
  ['an error that nobody catches', "setTimeout(() => { throw new Error('lost'); }, 1);"],
  ['a promise that nobody waits for', "void Promise.reject(new Error('lost'));"],
  ['two of them', "void Promise.reject(new Error('lost')); void Promise.reject(new Error('later'));"],
];

describe('endOnCrash', () => {
  let ended: readonly Ended[];
  before(async () => {
    const guarded = ([, crash]: (typeof crashes)[number]): Promise<Ended> => {
      const code = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', GUARDED + crash];
      return startCutAdapter(code, {}, [process.execPath]).ended;
    };
    ended = await Promise.all(crashes.map(guarded));
  });

  for (const [index, [what]] of crashes.entries())
    it(`logs ${what} once, and ends the process with exit code 1 after the last line`, () => {
      const { code, stdout = '' } = ended[index] ?? {};
      expect(code).to.equal(1);
      const lines = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines.map(({ message }) => message)).to.deep.equal(['started', 'crashed']);
      expect(lines[1].error).to.include({ message: 'lost' });
      expect(lines[1].error.stack).to.contain('Error: lost');
    });
});
