import { join } from 'node:path';
import { expect } from 'chai';
import { cutAdapter, cutAdapterAll, type Ended, temporaryDirectory } from './command-process.ts';

const ACCOUNT = '1-2A7QK';

const names = ['account', 'CUT Sample Account IO', 'CUTGetAccountData', 'cut get account data'];

const refusals: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['get', 'acount', ACCOUNT], /there is no operation or integration object acount; did you mean account\?/],
  [['get', 'account', '1-NOPE'], /there is no Account with row id 1-NOPE/],
  [['get', 'CUTGetAccountData', '1-NOPE'], /1-NOPE|no Account/],
  [['get', 'CUTSendAccountData', ACCOUNT], /CUTSendAccountData changes the database/],
  [['send', 'CUTSendAcountData', ACCOUNT], /did you mean CUTSendAccountData\?/],
  [['send', 'zzzzzzzzzzzzzzzzzzzzzzzz', ACCOUNT], /there is no operation z+\n$/],
  [['send', 'CUTGetAccountData', ACCOUNT], /no partner gets the messages of CUTGetAccountData/],
  [['send', 'CUTSendAccountData', '1-NOPE'], /SBL-EAI-04378: There is no Account/],
];

describe('cut-adapter get and send', () => {
  const directory = temporaryDirectory();
  after(() => directory[Symbol.dispose]());

  let tooEarly: Ended | undefined;
  let sent: Ended | undefined;
  let documents: readonly Ended[];
  let refused: readonly Ended[];
  before(async () => {
    const ended = await cutAdapterAll(
      [
        ['get', 'account', ACCOUNT],
        ['send', 'CUT Send Account Data', ACCOUNT],
        ...names.map((name) => ['get', name, ACCOUNT]),
        ...refusals.map(([args]) => args),
      ],
      { CUT_DATA_DIR: directory.path },
    );
    [tooEarly, sent] = ended;
    documents = ended.slice(2, 2 + names.length);
    refused = ended.slice(2 + names.length);
  });

  it('get says how a database comes to be when there is none', () => {
    expect(tooEarly).to.include({ code: 1, stdout: '' });
    expect(tooEarly?.stderr).to.match(
      /there (is no database|are no tables) .*; cut-adapter (serve makes it|migrate makes them)/,
    );
  });

  it('send puts the message into the outbox, and says its id and who gets it', () => {
    expect(sent?.code).to.equal(0);
    expect(sent?.stdout)
      .to.match(/Process Instance Id: \S+\n/)
      .and.to.contain('Partners: back-office');
  });

  it('send says that it has made the first user with the database, and where the password is', () => {
    expect(sent?.stderr).to.equal(
      `the database had no users: made the first one, SADMIN; the password is in ${join(directory.path, 'admin-password')}\n`,
    );
  });

  describe('on a database with the sample records', () => {
    for (const [index, name] of names.entries())
      it(`get '${name}' prints the document and nothing else`, () => {
        const { stdout, ...rest } = documents[index] ?? {};
        expect(rest).to.deep.equal({ code: 0, stderr: '' });
        expect(stdout)
          .to.match(/^<\?xml version="1\.0" encoding="UTF-8"\?>/)
          .and.to.match(/<\/SiebelMessage>\n$/);
        expect(stdout).to.contain(`<AccountId>${ACCOUNT}</AccountId>`).and.to.contain('Tyne Software Ltd');
      });

    for (const [index, [args, says]] of refusals.entries())
      it(`refuses '${args.join(' ')}' with exit code 1 and the reason`, () => {
        expect(refused[index]).to.include({ code: 1, stdout: '' });
        expect(refused[index]?.stderr)
          .to.match(says)
          .and.not.match(/^ +at /m);
      });
  });

  it('get warns of what has no effect on standard error only', async () => {
    const { code, stdout, stderr } = await cutAdapter(['get', 'account', ACCOUNT], {
      environment: { CUT_DATA_DIR: directory.path, CUT_DATADIR: 'x' },
    });
    expect(code).to.equal(0);
    expect(stdout).to.match(/^<\?xml/);
    expect(stderr).to.match(/^warning: CUT_DATADIR is not an option .* CUT_DATA_DIR\?\n$/);
  });
});
