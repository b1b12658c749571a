import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { SiebelAdapter } from '../../src/adapter/siebel-adapter.ts';
import type { Instance } from '../../src/model/instance.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { fieldValue } from '../support/instances.ts';
import { integrationObject, model } from '../support/model.ts';
import type { UpsertReport } from './upsert-process.ts';

/** `CUT_TEST_WRITER_SECONDS=10` for the full length. */
const SECONDS = Number(process.env.CUT_TEST_WRITER_SECONDS ?? 2);

describe('two processes that upsert the same accounts at once', function () {
  this.timeout(30_000 + SECONDS * 2000);
  let database: TestDatabase;
  let reports: readonly UpsertReport[];
  let accounts: readonly Instance[];

  before(async () => {
    database = await createDatabase();
    reports = await Promise.all(['one', 'two'].map((name) => startProcess(join(database.directory, 'cut.db'), name)));
    const adapter = new SiebelAdapter(model, { queryLimit: 1000 });
    const object = integrationObject('CUT Sample Account IO');
    const { roots } = await database.store.read((reader) =>
      adapter.query(reader, object, { searchSpec: '[Integration Id] LIKE "N-*"' }),
    );
    accounts = roots;
  });
  after(() => database.remove());

  const numberOf = (instance: Instance): number => Number(fieldValue(instance, 'Integration Id')?.slice(2));
  const children = (instance: Instance, name: string): readonly Instance[] =>
    instance.children[instance.component.children.findIndex((child) => child.name === name)] ?? [];

  it('bring no error to a caller', () => {
    expect(reports.flatMap(({ errors }) => errors)).to.deep.equal([]);
    for (const { counted } of reports) expect(sum(counted), 'it was busy').to.be.above(0);
  });

  it('make no duplicates, of accounts or of children', () => {
    const named = reports[0]?.counted.filter((_, number) => reports.some(({ marks }) => marks[number] !== null));
    expect(accounts).to.have.length(named?.length ?? 0);
    expect(new Set(accounts.map(numberOf)).size).to.equal(accounts.length);
    for (const instance of accounts) {
      expect(children(instance, 'Related Contact')).to.have.length(1);
      expect(children(instance, 'Business Address')).to.have.length(1);
      const synonyms = children(instance, 'Account Synonym').map((child) => fieldValue(child, 'Synonym'));
      const writers = ['one', 'two'].filter((_, index) => reports[index]?.marks[numberOf(instance)] !== null);
      expect(synonyms).to.have.members(['both', ...writers]);
    }
  });

  it('lose no update that reads first', () => {
    for (const instance of accounts) {
      const counted = reports.map((report) => report.counted[numberOf(instance)] ?? 0);
      expect(Number(fieldValue(instance, 'Credit Days') ?? 0)).to.equal(sum(counted));
    }
  });

  it("lose no update of the other one's fields", () => {
    for (const instance of accounts) {
      const marks = reports.map((report) => report.marks[numberOf(instance)]);
      expect([fieldValue(instance, 'Alias'), fieldValue(instance, 'Description')]).to.deep.equal(marks);
    }
  });
});

async function startProcess(path: string, name: string): Promise<UpsertReport> {
  const script = fileURLToPath(import.meta.resolve('./upsert-process.ts'));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, path, name, String(SECONDS)],
    { timeout: 20_000 + SECONDS * 1500 },
  );
  return JSON.parse(stdout);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
