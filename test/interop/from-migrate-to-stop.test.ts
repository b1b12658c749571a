import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { cutAdapter } from '../commands/command-process.ts';
import { removeSchema, schemaOf } from '../support/database-place.ts';
import { model } from '../support/model.ts';
import { ADMIN, type ServiceProcess, startService } from '../support/service-process.ts';
import { until } from '../support/until.ts';
import { SoapUiRunner } from './soapui-runner.ts';

const operations = [...model.processes.keys()];
const sending = [...model.processes.values()].filter(({ steps }) => steps.some(({ method }) => method === 'Send'));

/** One step after the other: each needs those before it. */
describe('what an operator does with a database that has nothing in it', function () {
  this.bail(true);
  const directory = mkdtempSync(join(tmpdir(), 'cut-operator-'));
  const environment = { CUT_DATA_DIR: directory, CUT_ADMIN_PASSWORD: ADMIN.password };
  /** Where the database is on a server; undefined where it is a file. */
  const schema = schemaOf(directory);
  let planned = '';
  let service: ServiceProcess | undefined;
  let runner: SoapUiRunner | undefined;

  after(async () => {
    runner?.[Symbol.dispose]();
    await service?.kill();
    await removeSchema(directory);
    rmSync(directory, { recursive: true, force: true });
  });

  it('migrate --plan says what migrate will do, and does nothing', async () => {
    const { code, stdout, stderr } = await cutAdapter(['migrate', '--plan'], { environment });
    expect(code, stderr).to.equal(0);
    for (const table of model.tables.keys()) expect(stdout).to.match(new RegExp(`CREATE TABLE .*\\b${table}\\b`));
    expect(await tables()).to.equal(0);
    planned = stdout;
  });

  it('migrate does what it has said', async () => {
    const { code, stdout, stderr } = await cutAdapter(['migrate'], { environment });
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include(planned);
    expect(await tables()).to.be.at.least(model.tables.size);
  });

  it('then there is nothing left to do', async () => {
    const { code, stdout, stderr } = await cutAdapter(['migrate', '--plan'], { environment });
    expect(code, stderr).to.equal(0);
    expect({ stdout, stderr }).to.deep.equal({ stdout: '', stderr: 'nothing to do\n' });
  });

  it('serve takes the database as it is, and publishes 20 operations', async () => {
    service = await startService({}, directory);
    runner = await SoapUiRunner.open({ endpoint: service.url, password: ADMIN.password });
    expect(operations).to.have.length(20);
  });

  for (const operation of operations) {
    it(`${operation} answers as the SoapUI project wants it to`, async () => {
      expect(await runner?.problems(operation)).to.deep.equal([]);
    });
  }

  it('what Send has put out has arrived', async () => {
    const outbox = join(directory, 'outbox', 'back-office');
    const arrived = () => readdirSync(outbox).filter((name) => name.endsWith('.xml'));
    await until(() => existsSync(outbox) && arrived().length === sending.length);
    for (const { integrationObject } of sending) {
      const found = arrived().filter((name) =>
        readFileSync(join(outbox, name), 'utf8').includes(`<${integrationObject.tag} `),
      );
      expect(found, integrationObject.name).not.to.have.length(0);
    }
  });

  it('SIGTERM ends it well', async () => {
    expect(await service?.stop()).to.equal(0);
    service = undefined;
  });

  it('nothing is left', async () => {
    expect(existsSync(directory)).to.equal(false);
    expect(await schema?.ask(`SELECT SCHEMA_ID(N'${schema.name}')`)).to.deep.equal(schema && [[null]]);
  });

  /** How many tables there are. */
  async function tables(): Promise<number> {
    if (schema === undefined) return readdirSync(directory).includes('cut.db') ? model.tables.size : 0;
    const [[count] = []] = await schema.ask(
      `SELECT COUNT(*) FROM [sys].[tables] AS [t] JOIN [sys].[schemas] AS [s] ON [s].[schema_id] = [t].[schema_id] WHERE [s].[name] = N'${schema.name}'`,
    );
    return Number(count);
  }
});
