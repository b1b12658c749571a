import { expect } from 'chai';
import { cutAdapterAll, type Ended, temporaryDirectory } from './command-process.ts';

/** What is asked, and how the command ends. */
const RUNS = {
  tooEarly: ['export', 'account'],
  made: ['send', 'CUT Send Account Data', '1-2A7QK'],
  all: ['export', 'account'],
  byName: ['export', 'cut sample account io', '--where', '[Name] = "Tyne Software Ltd"', '--date-format', 'iso'],
  asAnswered: ['export', 'account', '--where', '[Name] = "Tyne Software Ltd"', '--as-answered'],
  nothing: ['export', 'account', '--where', '[Name] = "nobody"'],
  misspelt: ['export', 'acount'],
  unknownField: ['export', 'account', '--where', '[Nme] = "x"'],
} as const;

describe('cut-adapter export', () => {
  const directory = temporaryDirectory();
  after(() => directory[Symbol.dispose]());
  let ended: Readonly<Record<keyof typeof RUNS, Ended | undefined>>;
  before(async () => {
    const all = await cutAdapterAll(
      Object.values(RUNS).map((args) => [...args]),
      { CUT_DATA_DIR: directory.path },
    );
    const named = Object.keys(RUNS).map((name, index) => [name, all[index]]);
    ended = Object.fromEntries(named);
  });

  it('says how a database comes to be when there is none', () => {
    expect(ended.tooEarly).to.include({ code: 1, stdout: '' });
    expect(ended.tooEarly?.stderr).to.match(
      /there (is no database|are no tables) .*; cut-adapter (serve makes it|migrate makes them)/,
    );
  });

  it('prints all objects as one document, and nothing else', () => {
    const { stdout = '', ...rest } = ended.all ?? {};
    expect(rest).to.deep.equal({ code: 0, stderr: '' });
    expect(stdout)
      .to.match(/^<\?xml version="1\.0" encoding="UTF-8"\?>/)
      .and.to.match(/<\/ListOfCutSampleAccountIo><\/SiebelMessage>\n$/);
    expect(stdout.match(/^<Account>/gm)).to.have.length(5);
  });

  it('leaves out what another database could not take', () => {
    expect(ended.all?.stdout).not.to.match(/<AccountId>|<ModId>|<\w+\/>/);
    expect(ended.all?.stdout).to.contain('<ParentAccountIntegrationId>CRM-700104</ParentAccountIntegrationId>');
    expect(ended.all?.stdout).not.to.contain('<ParentAccountId>');
  });

  it('prints those that fit a condition, with dates as they are asked for', () => {
    const stdout = ended.byName?.stdout ?? '';
    expect(stdout.match(/^<Account>/gm)).to.have.length(1);
    expect(stdout).to.contain('<StartDate>2004-01-12</StartDate>');
  });

  it('prints every field when it is to answer as a query does', () => {
    expect(ended.asAnswered?.stdout).to.contain('<AccountId>1-2A7QK</AccountId>').and.to.contain('<ParentAccount/>');
  });

  it('prints an empty list where nothing fits', () => {
    expect(ended.nothing).to.include({ code: 0, stderr: '' });
    expect(ended.nothing?.stdout).not.to.contain('<Account>');
  });

  it('says what is wrong with what it was asked, and prints nothing', () => {
    expect(ended.misspelt).to.include({ code: 1, stdout: '' });
    expect(ended.misspelt?.stderr).to.contain('there is no integration object acount; did you mean account?');
    expect(ended.unknownField).to.include({ code: 1, stdout: '' });
    expect(ended.unknownField?.stderr).to.contain('SBL-DAT-00398').and.to.contain('Name');
  });
});
