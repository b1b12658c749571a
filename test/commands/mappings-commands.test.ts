import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { generate } from '../../src/commands/generate-command.ts';
import { MAPPINGS } from '../support/model.ts';
import { cutAdapterAll, type Ended, ROOT, temporaryDirectory } from './command-process.ts';

const mistakes: readonly (readonly [what: string, file: string, text: string, by: string, says: RegExp])[] = [
  [
    'mapping',
    'workflows.yaml',
    'integrationObject: CUT Sample Account IO',
    'integrationObject: CUT Nothing',
    /workflows\.yaml:\d+:\d+: .*CUT Nothing[\s\S]*\d+ mistakes?/,
  ],
  [
    'sample document',
    'samples/10-account.xml',
    '<Name>Tyne Software Ltd</Name>',
    '<Nome>Tyne</Nome>',
    /samples\/10-account\.xml:9: .*Nome/,
  ],
  [
    'value of a sample',
    'samples/10-account.xml',
    '<AccountStatus>Active<',
    '<AccountStatus>Asleep<',
    /samples\/10-account\.xml:\d+: 'Asleep'/,
  ],
];

describe('cut-adapter check', () => {
  const directory = temporaryDirectory();
  after(() => directory[Symbol.dispose]());
  let faultless: Ended | undefined;
  let faulty: readonly Ended[];
  before(async () => {
    const copies = mistakes.map(([, file, text, by], index) => {
      const copy = join(directory.path, String(index));
      cpSync(MAPPINGS, copy, { recursive: true });
      writeFileSync(join(copy, file), readFileSync(join(copy, file), 'utf8').replace(text, by));
      return copy;
    });
    [faultless, ...faulty] = await cutAdapterAll([['check'], ...copies.map((copy) => ['check', '--mappings', copy])]);
  });

  it('finds no mistake in the mappings that the service ships with', () => {
    expect(faultless?.code).to.equal(0);
    expect(faultless?.stdout).to.match(/8 integration objects, 20 processes, \d+ tables, no mistakes\n$/);
  });

  for (const [index, [what, , , , says]] of mistakes.entries())
    it(`names file and line of a wrong ${what}`, () => {
      expect(faulty[index]?.code).to.equal(1);
      expect(faulty[index]?.stderr)
        .to.match(says)
        .and.not.match(/^ +at /m);
    });
});

describe('cut-adapter generate', () => {
  for (const [path, text] of generate(MAPPINGS))
    it(`has written ${path} since the last change`, () => {
      expect(readFileSync(join(ROOT, path), 'utf8') === text, 'run npm run generate').to.equal(true);
    });

  describe('in a directory', () => {
    const directory = temporaryDirectory();
    after(() => directory[Symbol.dispose]());
    const [empty, other] = [join(directory.path, 'empty'), join(directory.path, 'other')];
    let written: Ended | undefined;
    let checked: Ended | undefined;
    let again: Ended | undefined;
    let stale: Ended | undefined;
    before(async () => {
      mkdirSync(join(other, 'xsd'), { recursive: true });
      writeFileSync(join(other, 'xsd', 'old.xsd'), '');
      writeFileSync(join(other, 'xsd', 'account.xsd'), 'changed');
      [written, checked, again, stale] = await cutAdapterAll([
        ['generate', '--output', empty],
        ['generate', '--check', '--output', empty],
        ['generate', '--output', empty],
        ['generate', '--check', '--output', other],
      ]);
    });

    it('writes what is missing, and says what it wrote', () => {
      expect(written?.code).to.equal(0);
      expect(written?.stdout).to.contain('xsd/account.xsd\n').and.to.contain('docs/configuration.md\n');
      expect(readdirSync(join(empty, 'xsd'))).to.have.length(8);
      expect(checked?.code).to.equal(0);
      expect(again?.stdout).to.equal('');
    });

    it('--check names what is not up to date, writes nothing, and fails', () => {
      expect(stale?.code).to.equal(1);
      const lines = stale?.stderr.split('\n');
      expect(lines).to.include('xsd/account.xsd is not up to date');
      expect(lines).to.include('xsd/old.xsd is not generated any more: delete it');
      expect(readdirSync(join(other, 'xsd'))).to.have.length(2);
    });
  });
});

describe('cut-adapter migrate', () => {
  const directory = temporaryDirectory();
  after(() => directory[Symbol.dispose]());
  const migrate = (all: readonly (readonly string[])[]) =>
    cutAdapterAll(
      all.map((args) => ['migrate', ...args]),
      { CUT_DATA_DIR: directory.path, CUT_ADMIN_PASSWORD: 'a password for tests' },
    );

  it('--plan prints the statements for a new database, and makes none', async () => {
    const [planned] = await migrate([['--plan']]);
    expect(planned?.code).to.equal(0);
    expect(planned?.stdout).to.contain('CREATE TABLE "S_ORG_EXT"');
    expect(readdirSync(directory.path)).to.deep.equal([]);
  });

  it('makes the database and the first user; a second time there is nothing to do', async () => {
    const [first, ...further] = await migrate([[], [], ['--plan']]);
    expect(first).to.include({ code: 0, stderr: 'the database had no users: made the first one, SADMIN\n' });
    expect(first?.stdout).to.contain('CREATE TABLE "S_ORG_EXT"');
    for (const again of further) expect(again).to.deep.equal({ code: 0, stdout: '', stderr: 'nothing to do\n' });
  });

  it('adds what is missing, remarks on what is more, and refuses what it cannot do, with the SQL to run', async () => {
    const path = join(directory.path, 'cut.db');
    change(path, 'DROP TABLE S_PROD_INT; CREATE TABLE MINE (A TEXT)');
    const [added] = await migrate([[]]);
    expect(added?.code).to.equal(0);
    expect(added?.stdout).to.contain('CREATE TABLE "S_PROD_INT"').and.not.to.contain('CREATE TABLE "S_ORG_EXT"');
    expect(added?.stderr).to.contain('remark: table MINE is not in the model');

    change(
      path,
      'ALTER TABLE S_BU ADD COLUMN MINE TEXT; DROP TABLE S_INDUST; CREATE TABLE S_INDUST (ROW_ID TEXT PRIMARY KEY, MINE TEXT NOT NULL)',
    );
    for (const refused of await migrate([['--plan'], []])) {
      expect(refused.code).to.equal(1);
      expect(refused.stderr)
        .to.match(/S_INDUST.*; look at the data, then run:\n {4}/)
        .and.not.match(/^ +at /m);
    }
  });
});

function change(path: string, sql: string): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.exec(sql);
  database.close();
}
