import { expect } from 'chai';
import { SampleRequests } from '../../src/contract/samples/sample-requests.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';
import { describeOnSqlServer, type TestSchema, testSchema } from '../support/sqlserver.ts';

describeOnSqlServer('two services on one database', function () {
  this.timeout(120_000);
  const requests = new SampleRequests(model, loadSampleData());
  let schema: TestSchema;
  const services: ServiceProcess[] = [];

  before(async () => {
    schema = testSchema();
    for (let node = 0; node < 2; node += 1) services.push(await startService({ CUT_DATABASE_URL: schema.url }));
  });
  after(async () => {
    for (const service of services) await service.stop();
    await schema.remove();
  });

  for (const process of model.processes.values()) {
    it(`${process.operation} is answered alike by both`, async () => {
      const answers = [];
      for (const { url } of services) answers.push(await call(url, requests.for(process).envelope));
      for (const answer of answers) {
        expect(answer).to.include(`<${process.operation}_Output`);
        expect(answer).not.to.match(/<[\w-]+:Fault>/);
      }
      const ids = answers.map((answer) => /<Object_spcId>([^<]+)</.exec(answer)?.[1]);
      expect(ids[0]).to.equal(ids[1]);
    });
  }
});

async function call(url: string, envelope: string): Promise<string> {
  const response = await fetch(`${url}/soap`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', authorization: BASIC },
    body: envelope,
  });
  return response.text();
}
