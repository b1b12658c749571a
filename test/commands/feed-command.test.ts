import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { account, accounts } from '../feed/feed-service.ts';
import { cutAdapter, cutAdapterAll, temporaryDirectory } from './command-process.ts';

describe('cut-adapter feed', () => {
  const directory = temporaryDirectory();
  after(() => directory[Symbol.dispose]());
  const environment = { CUT_DATA_DIR: directory.path, CUT_SAMPLES: 'false' };
  const file = (name: string, text: string): string => {
    const path = join(directory.path, name);
    writeFileSync(path, text);
    return path;
  };

  it('writes files, reports in text, XML or JSON, and ends with 1 when something was rejected', async () => {
    const good = file('good.xml', accounts(account('F1')));
    const bad = file('bad.xml', accounts(account('F2'), account('F3', { status: 'Nonsense' })));
    const cut = file('cut.xml', accounts(account('F4')).slice(0, -20));
    const [first, again, rejected, xml, json, clean, wrong, missing, process] = await cutAdapterAll(
      [
        ['feed', good],
        ['feed', good],
        ['feed', bad, '--max-errors', '5'],
        ['feed', bad, '--atomic', '--force', '--format', 'xml', '--workflow', 'CUTReceiveAccountData'],
        ['feed', cut, good, '--format', 'json'],
        ['feed', good, '--format', 'xml'],
        ['feed', good, '--max-errors', '-1'],
        ['feed', join(directory.path, 'none.xml')],
        ['feed', good, '--workflow', 'CUTReceiveAcountData'],
      ],
      environment,
    );
    expect(first?.code).to.equal(0);
    expect(first?.stdout).to.match(
      /: Finished\n {2}1 objects, 0 rejected, .*\n {2}CUT Sample Account IO, Account: 1 inserted, 0 updated/,
    );
    expect(again?.code).to.equal(0);
    expect(again?.stderr).to.match(/good\.xml was written before/);
    expect(rejected?.code).to.equal(1);
    expect(rejected?.stdout).to.match(/object 2, line 5, component Account, field Account Status: SBL-EAI-04401/);
    const [, path = ''] = /fed again: (.*)\n/.exec(rejected?.stderr ?? '') ?? [];
    expect(readFileSync(path, 'utf8')).to.contain('<IntegrationId>F3</IntegrationId>');
    expect(xml?.stdout)
      .to.match(/<Status>Refused<\/Status>/)
      .and.to.match(/<Reject number="2"[^>]*>\s*<Error line="5" code="SBL-EAI-04401"/)
      .and.to.match(/<Reason>\s*<Error code="SBL-EAI-04508">/);
    expect(json?.stdout).to.contain('"status": "Stopped"').and.to.contain('"code": "SBL-EAI-04205"');
    expect(clean?.stdout).to.match(
      /<Component integrationObject="CUT Sample Account IO" component="Account" inserted="1"/,
    );
    expect(wrong?.code).to.equal(2);
    expect(missing?.stderr).to.match(/ENOENT/);
    expect(process?.stderr).to.match(/did you mean 'CUTReceiveAccountData'/);
  }).timeout(60_000);

  it('ends as its thread does: with 1 when a file is not there, with 2 when it was called in a wrong way', async () => {
    const [missing, wrong] = await Promise.all([
      cutAdapter(['feed', join(directory.path, 'none.xml')], { environment }),
      cutAdapter(['feed'], { environment }),
    ]);
    expect(missing).to.include({ code: 1, stdout: '' });
    expect(missing.stderr).to.match(/none\.xml/);
    expect(wrong?.code).to.equal(2);
    expect(wrong?.stderr).to.match(/missing required argument/);
  });
});
