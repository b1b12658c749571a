import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { generate } from '../../src/commands/generate-command.ts';
import { MAPPINGS } from '../support/model.ts';
import { cutAdapter, ROOT, temporaryDirectory } from './command-process.ts';

describe('cut-adapter check', () => {
  it('finds no mistake in the mappings that the service ships with', async () => {
    const { code, stdout } = await cutAdapter(['check']);
    expect(code).to.equal(0);
    expect(stdout).to.match(/8 integration objects, 20 processes, \d+ tables, no mistakes\n$/);
  });

  for (const [what, file, text, by, says] of [
    [
      'mapping',
      'workflows.yaml',
      'integrationObject: CUT Sample Account IO',
      'integrationObject: CUT Nothing',
      /workflows\.yaml:\d+:\d+: .*CUT Nothing[\s\S]*\d+ mistakes/,
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
  ] as const)
    it(`names file and line of a wrong ${what}`, async () => {
      using directory = temporaryDirectory();
      cpSync(MAPPINGS, directory.path, { recursive: true });
      const path = join(directory.path, file);
      writeFileSync(path, readFileSync(path, 'utf8').replace(text, by));
      const { code, stderr } = await cutAdapter(['check', '--mappings', directory.path]);
      expect(code).to.equal(1);
      expect(stderr)
        .to.match(says)
        .and.not.match(/^ +at /m);
    });
});

describe('cut-adapter generate', () => {
  for (const [path, text] of generate(MAPPINGS))
    it(`has written ${path} since the last change`, () => {
      expect(readFileSync(join(ROOT, path), 'utf8') === text, 'run npm run generate').to.equal(true);
    });

  it('writes what is missing, and says what it wrote', async () => {
    using directory = temporaryDirectory();
    const { code, stdout } = await cutAdapter(['generate', '--output', directory.path]);
    expect(code).to.equal(0);
    expect(stdout).to.contain('xsd/account.xsd\n').and.to.contain('docs/configuration.md\n');
    expect(readdirSync(join(directory.path, 'xsd'))).to.have.length(8);
    expect((await cutAdapter(['generate', '--check', '--output', directory.path])).code).to.equal(0);
    expect((await cutAdapter(['generate', '--output', directory.path])).stdout).to.equal('');
  });

  it('--check names what is not up to date, writes nothing, and fails', async () => {
    using directory = temporaryDirectory();
    mkdirSync(join(directory.path, 'xsd'));
    writeFileSync(join(directory.path, 'xsd', 'old.xsd'), '');
    writeFileSync(join(directory.path, 'xsd', 'account.xsd'), 'changed');
    const { code, stderr } = await cutAdapter(['generate', '--check', '--output', directory.path]);
    expect(code).to.equal(1);
    expect(stderr.split('\n')).to.include('xsd/account.xsd is not up to date');
    expect(stderr.split('\n')).to.include('xsd/old.xsd is not generated any more: delete it');
    expect(readdirSync(join(directory.path, 'xsd'))).to.have.length(2);
  });
});

describe('cut-adapter migrate', () => {
  it('--plan prints the statements for a new database, and makes none', async () => {
    using directory = temporaryDirectory();
    const { code, stdout } = await cutAdapter(['migrate', '--plan', '--data-dir', directory.path]);
    expect(code).to.equal(0);
    expect(stdout).to.contain('CREATE TABLE "S_ORG_EXT"');
    expect(readdirSync(directory.path)).to.deep.equal([]);
  });

  it('makes the database; a second time there is nothing to do', async () => {
    using directory = temporaryDirectory();
    const first = await cutAdapter(['migrate', '--data-dir', directory.path]);
    expect(first.code).to.equal(0);
    expect(first.stdout).to.contain('CREATE TABLE "S_ORG_EXT"');
    for (const args of [['migrate'], ['migrate', '--plan']]) {
      const again = await cutAdapter([...args, '--data-dir', directory.path]);
      expect(again).to.deep.equal({ code: 0, stdout: '', stderr: 'nothing to do\n' });
    }
  });

  it('adds what is missing, remarks on what is more, and refuses what it cannot do, with the SQL to run', async () => {
    using directory = temporaryDirectory();
    await cutAdapter(['migrate', '--data-dir', directory.path]);
    const path = join(directory.path, 'cut.db');
    change(path, 'DROP TABLE S_PROD_INT; CREATE TABLE MINE (A TEXT)');
    const added = await cutAdapter(['migrate', '--data-dir', directory.path]);
    expect(added.code).to.equal(0);
    expect(added.stdout).to.contain('CREATE TABLE "S_PROD_INT"').and.not.to.contain('CREATE TABLE "S_ORG_EXT"');
    expect(added.stderr).to.contain('remark: table MINE is not in the model');

    change(
      path,
      'ALTER TABLE S_BU ADD COLUMN MINE TEXT; DROP TABLE S_INDUST; CREATE TABLE S_INDUST (ROW_ID TEXT PRIMARY KEY, MINE TEXT NOT NULL)',
    );
    for (const args of [['migrate', '--plan'], ['migrate']]) {
      const refused = await cutAdapter([...args, '--data-dir', directory.path]);
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
