import { expect } from 'chai';
import { Refusal } from '../../src/commands/refusal.ts';
import { describeFailure } from '../../src/commands/report-failure.ts';
import { OptionsError } from '../../src/config/options-error.ts';
import { CutError } from '../../src/errors/cut-error.ts';
import { ModelError } from '../../src/model/model-error.ts';
import { UserError } from '../../src/security/user.ts';
import { MigrationRefused } from '../../src/store/migration.ts';
import { StoreBusy, StoreInDoubt, StoreUnavailable, WorkTookTooLong } from '../../src/store/store.ts';

const located = new CutError(
  'NO_CRITERIA',
  { expected: 'x' },
  { location: { component: 'A', instance: '2', field: 'F', line: 7 } },
);

const failures: readonly (readonly [what: string, error: unknown, exitCode: number, lines: readonly string[]])[] = [
  ['wrong options', new OptionsError(['a', 'b']), 2, ['a', 'b', '', 'docs/configuration.md describes all options.']],
  [
    'wrong mapping files',
    new ModelError([{ file: 'f', line: 1, column: 2, message: 'm' }]),
    1,
    ['f:1:2: m', '1 mistake in the mapping files'],
  ],
  [
    'several mistakes in mapping files',
    new ModelError([
      { file: 'f', line: 1, column: 2, message: 'm' },
      { file: 'g', line: 3, column: 4, message: 'n' },
    ]),
    1,
    ['f:1:2: m', 'g:3:4: n', '2 mistakes in the mapping files'],
  ],
  ['a refusal of several lines', new Refusal('a\nb'), 1, ['a', 'b']],
  ['a user that cannot be', new UserError('no'), 1, ['no']],
  ['a database that is not there', new StoreUnavailable('no way'), 1, ['no way']],
  ['a database that is busy', new StoreBusy('busy'), 1, ['busy']],
  ['a database that went away', new StoreInDoubt('gone'), 1, ['gone']],
  ['a work that was given up', new WorkTookTooLong(300_000), 1, ['the work took longer than 300000 ms']],
  [
    'a refused migration',
    new MigrationRefused([{ reason: 'r', sql: 'A;\nB;' }]),
    1,
    ['r; look at the data, then run:', '    A;', '    B;'],
  ],
  [
    'a migration that the login has no right to',
    new MigrationRefused([{ reason: 'r', sql: 'A;', isAboutRights: true }]),
    1,
    ['r; somebody who may has to run:', '    A;'],
  ],
  [
    'an error of the system',
    Object.assign(new Error('listen EADDRINUSE'), { syscall: 'listen' }),
    1,
    ['listen EADDRINUSE'],
  ],
  ['an error that callers get', new CutError('EMPTY_MESSAGE'), 1, ['SBL-EAI-04208: The message is empty']],
  [
    'with its place',
    located,
    1,
    ['SBL-EAI-04396: The query has no criteria; send x (component A, instance 2, field F, line 7)'],
  ],
  ['text that would repaint the terminal', new Refusal('\u001b[2J'), 1, ['\\u001b[2J']],
  ['what is no error', 'thrown text', 1, ['thrown text']],
];

describe('describeFailure', () => {
  for (const [what, error, exitCode, lines] of failures)
    it(`describes ${what}`, () => {
      expect(describeFailure(error)).to.deep.equal({ lines, exitCode });
    });

  it('shows the stack of what is our own mistake', () => {
    const { lines, exitCode } = describeFailure(new TypeError('oops'));
    expect(exitCode).to.equal(1);
    expect(lines[0]).to.equal('TypeError: oops');
    expect(lines[1]).to.match(/^ +at /);
  });
});
