import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { account, accounts } from '../feed/feed-service.ts';
import { ADMIN, BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { cutAdapter, cutAdapterAll, temporaryDirectory } from './command-process.ts';

describe('cut-adapter feed --server', () => {
  const directory = temporaryDirectory();
  let service: ServiceProcess;
  before(async () => {
    service = await startService({ CUT_SAMPLES: 'false' });
  });
  after(async () => {
    await service.stop();
    directory[Symbol.dispose]();
  });
  const file = (name: string, text: string): string => {
    const path = join(directory.path, name);
    writeFileSync(path, text);
    return path;
  };

  it('sends files to a service, waits for the end of each feed, and reports as ever', async () => {
    const good = file('good.xml', accounts(account('F1')));
    const bad = file('bad.xml', accounts(account('F2'), account('F3', { status: 'Nonsense' })));
    const many = file('many.xml', accounts(...Array.from({ length: 1500 }, (_, index) => account(`F${index + 10}`))));
    const server = ['--server', `${service.url}/`];
    const [both, again, atomic, workflow, wrong, alone] = await cutAdapterAll(
      [
        ['feed', good, many, ...server],
        ['feed', good, ...server, '--format', 'json'],
        ['feed', bad, ...server, '--atomic', '--max-errors', '0', '--workflow', 'CUTReceiveAccountData'],
        ['feed', bad, ...server, '--workflow', 'CUTReceiveAcountData', '--force'],
        ['feed', bad, '--server', 'ftp://127.0.0.1'],
        ['feed', bad, '--user', 'SADMIN'],
      ],
      { CUT_USER: ADMIN.name, CUT_PASSWORD: ADMIN.password },
    );
    expect(both).to.include({ code: 0, stderr: '' });
    expect(both?.stdout).to.match(/\(good\.xml\): Finished\n {2}1 objects.*\(many\.xml\): Finished\n {2}1500 objects/s);
    expect(again?.code).to.equal(0);
    expect(again?.stderr).to.match(/good\.xml was written before/);
    expect(JSON.parse(again?.stdout ?? '')).to.deep.include({ status: 'Finished', objects: 1, rejects: [] });
    expect(atomic?.code).to.equal(1);
    expect(atomic?.stdout).to.match(
      /\(bad\.xml\): Refused\n.*object 2, line 5, component Account, field Account Status/s,
    );
    const [, rejects = ''] = /fed again as a whole: (http.*)\n/.exec(atomic?.stderr ?? '') ?? [];
    const rejected = await fetch(rejects, { headers: { authorization: BASIC } });
    expect(await rejected.text()).to.contain('<IntegrationId>F3</IntegrationId>');
    expect(workflow).to.include({ code: 1, stdout: '' });
    expect(workflow?.stderr).to.match(/^SBL-EAI-04511: .*did you mean 'CUTReceiveAccountData'/);
    for (const each of [wrong, alone]) expect(each?.code).to.equal(2);
  }).timeout(60_000);

  it('says what is missing: who sends the file, the right password, a service', async () => {
    const good = file('good.xml', accounts(account('F1')));
    const nobody = ['feed', good, '--user', 'sadmin', '--server'];
    const [unknown, refused, away] = await Promise.all([
      cutAdapter(['feed', good, '--server', service.url]),
      cutAdapter([...nobody, service.url], { input: 'a wrong one\n' }),
      cutAdapter([...nobody, 'http://127.0.0.1:9'], { environment: { CUT_PASSWORD: 'any' } }),
    ]);
    expect(unknown.stderr).to.match(/--user or CUT_USER/);
    expect(refused.stderr).to.match(/SBL-/);
    expect(away.stderr).to.match(/127\.0\.0\.1:9\/feeds does not answer: .*ECONNREFUSED/);
    for (const { code } of [unknown, refused, away]) expect(code).to.equal(1);
  }).timeout(60_000);
});
