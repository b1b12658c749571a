import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { model } from '../support/model.ts';
import { ADMIN, type ServiceProcess, startService } from '../support/service-process.ts';
import { problemOf } from './soapui-assertions.ts';
import { readTestSteps, type TestStep } from './soapui-project.ts';
import { WsdlSchema } from './wsdl-schema.ts';

const PROJECT = readFileSync(join(import.meta.dirname, '..', 'soapui', 'cut-adapter-soapui-project.xml'), 'utf8');

/** SoapUI itself is a desktop program; this runs its project as SoapUI's test runner does. */
describe('the SoapUI project, against a new database', () => {
  let service: ServiceProcess;
  let steps: ReadonlyMap<string, TestStep>;
  const schemas = new Map<string, WsdlSchema>();

  before(async () => {
    service = await startService();
    const read = await readTestSteps(PROJECT, { endpoint: service.url, password: ADMIN.password });
    steps = new Map(read.map((step) => [step.name, step]));
    for (const { definition } of read) {
      if (!schemas.has(definition)) schemas.set(definition, await WsdlSchema.fetch(definition));
    }
  });

  after(async () => {
    for (const schema of schemas.values()) schema[Symbol.dispose]();
    await service?.stop();
  });

  for (const turn of ['passes', 'passes once more']) {
    describe(turn, () => {
      for (const operation of model.processes.keys()) {
        it(operation, async () => {
          const step = steps.get(operation);
          if (step === undefined) throw new Error(`no test step for ${operation}`);
          const schema = schemas.get(step.definition);
          if (schema === undefined) throw new Error(`no WSDL for ${operation}`);
          const answer = { ...(await send(step)), schema };
          for (const assertion of step.assertions)
            expect(problemOf(assertion, answer), assertion.name).to.equal(undefined);
        });
      }
    });
  }

  it('fails with a wrong password', async () => {
    const [step] = steps.values();
    if (step === undefined) throw new Error('no test steps');
    const { status } = await send({ ...step, password: 'wrong' });
    expect(status).not.to.equal(200);
  });
});

async function send(step: TestStep): Promise<{ status: number; body: string }> {
  const response = await fetch(step.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml;charset=UTF-8',
      soapaction: `"${step.soapAction}"`,
      authorization: `Basic ${Buffer.from(`${step.username}:${step.password}`).toString('base64')}`,
    },
    body: step.request,
  });
  return { status: response.status, body: await response.text() };
}
