import { expect } from 'chai';
import { model } from '../support/model.ts';
import { ADMIN, type ServiceProcess, startService } from '../support/service-process.ts';
import { SoapUiRunner } from './soapui-runner.ts';

describe('the SoapUI project, against a new database', () => {
  let service: ServiceProcess;
  let runner: SoapUiRunner;

  before(async () => {
    service = await startService();
    runner = await SoapUiRunner.open({ endpoint: service.url, password: ADMIN.password });
  });

  after(async () => {
    runner?.[Symbol.dispose]();
    await service?.stop();
  });

  for (const turn of ['passes', 'passes once more']) {
    describe(turn, () => {
      for (const operation of model.processes.keys()) {
        it(operation, async () => {
          expect(await runner.problems(operation)).to.deep.equal([]);
        });
      }
    });
  }

  it('fails with a wrong password', async () => {
    const [operation = ''] = model.processes.keys();
    expect(await runner.statusWith(operation, 'wrong')).not.to.equal(200);
  });
});
