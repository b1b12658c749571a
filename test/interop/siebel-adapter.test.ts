import { expect } from 'chai';
import { type Client, createClientAsync, WSSecurity } from 'soap';
import { SampleRequests } from '../../src/contract/samples/sample-requests.ts';
import { adapterOperationPrefix } from '../../src/model/adapter-processes.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { ADMIN, type ServiceProcess, startService } from '../support/service-process.ts';
import { type Answered, adapterScenario, receiveScenario, type ScenarioCall } from './adapter-scenario.ts';
import type { SoapElement } from './soap-elements.ts';
import { callWithZeep, findPythonWithZeep } from './zeep.ts';

const SCENARIOS = [
  ['siebel-adapter', 'CUTSiebelAdapter', adapterScenario],
  ['account', 'CUTAccount', receiveScenario],
] as const;

describe('the methods of the EAI Siebel Adapter', () => {
  let service: ServiceProcess;

  before(async () => {
    service = await startService();
  });
  after(() => service?.stop());

  for (const [id, , scenario] of SCENARIOS) {
    for (const version of ['1.1', '1.2']) {
      describe(`called by the npm client soap at /soap/${id}, by SOAP ${version}`, () => {
        let client: Client;

        before(async () => {
          const wsdl = `${service.url}/soap/${id}?wsdl`;
          client = await createClientAsync(wsdl, { forceSoap12Headers: version === '1.2' });
          client.setSecurity(new WSSecurity(ADMIN.name, ADMIN.password));
        });

        for (const call of scenario((attributes) => ({ attributes }))) {
          it(call.what, async () => call.check(await answered(client, call)));
        }
      });
    }

    describe(`called by Python's client zeep at /soap/${id}`, () => {
      const calls = scenario((attributes) => ({ ...attributes }));
      let ports: ReadonlyMap<string, readonly Answered[]>;

      before(async function () {
        this.timeout(60_000);
        const python = findPythonWithZeep();
        if (python === undefined) {
          console.log('      zeep is not there (Debian has it as python3-zeep); not asked');
          this.skip();
        }
        const answers = await callWithZeep(python, {
          wsdl: `${service.url}/soap/${id}?wsdl`,
          user: ADMIN.name,
          password: ADMIN.password,
          calls: calls.map(({ operation, input }) => ({ operation, input })),
        });
        ports = new Map(answers.map((each) => [each.port, each.answers]));
      });

      for (const suffix of ['Port', 'Port12']) {
        for (const [index, { what, check }] of calls.entries()) {
          it(`${what}, at ${suffix}`, () => {
            const port = SCENARIOS.find(([other]) => other === id)?.[1];
            check(ports.get(`${port}${suffix}`)?.[index] ?? {});
          });
        }
      }
    });
  }

  it('are there for every integration object', async () => {
    const client = await createClientAsync(`${service.url}/soap/siebel-adapter?wsdl`);
    client.setSecurity(new WSSecurity(ADMIN.name, ADMIN.password));
    const requests = new SampleRequests(model, loadSampleData());
    for (const object of model.integrationObjects.values()) {
      const get = [...model.processes.values()].find(
        (process) => process.integrationObject === object && requests.for(process).rowId !== undefined,
      );
      const rowId = get && requests.for(get).rowId;
      const input = rowId === undefined ? { SearchSpec: '[Created] IS NOT NULL' } : { PrimaryRowId: rowId };
      const operation = `${adapterOperationPrefix(object)}QueryPage`;
      const { output, error } = await answered(client, { operation, input });
      expect(error, operation).to.equal(undefined);
      expect(Number(output?.NumOutputObjects), operation).to.be.at.least(1);
    }
  });

  it('are at no other address', async () => {
    const client = await createClientAsync(`${service.url}/soap/siebel-adapter?wsdl`);
    client.setSecurity(new WSSecurity(ADMIN.name, ADMIN.password));
    client.setEndpoint(`${service.url}/soap`);
    const { error } = await answered(client, { operation: 'CUTSampleAccountQuery', input: { PrimaryRowId: '1-1' } });
    expect(error).to.include('(SBL-EAI-04313)');
  });
});

/** The answer, or the text of the fault of either SOAP version. */
async function answered(
  client: Client,
  { operation, input }: Pick<ScenarioCall, 'operation' | 'input'>,
): Promise<Answered> {
  try {
    const [output] = await client[`${operation}Async`](input);
    return { output: (output ?? {}) as SoapElement };
  } catch (error) {
    return { error: faultText(error) };
  }
}

function faultText(error: unknown): string {
  const fault = (error as { root?: { Envelope?: { Body?: { Fault?: Record<string, unknown> } } } }).root?.Envelope?.Body
    ?.Fault;
  if (fault === undefined) throw error;
  const reason = fault.Reason as { Text?: { $value?: string } | string } | undefined;
  const text = typeof reason?.Text === 'object' ? reason.Text.$value : reason?.Text;
  return String(fault.faultstring ?? text);
}
