import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { integrationObjectXsd } from '../../src/contract/integration-object-xsd.ts';
import { SampleRequests } from '../../src/contract/samples/sample-requests.ts';
import type { InstanceList } from '../../src/model/instance.ts';
import type { WorkflowProcess } from '../../src/model/model.ts';
import { MessageDecoder } from '../../src/xml/message-decoder.ts';
import { SchemaValidator } from '../../src/xml/schema-validator.ts';
import { databaseEnvironment } from '../support/database-place.ts';
import { decoderWay } from '../support/decoder-way.ts';
import { differences } from '../support/differences.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { BASIC, type ServiceProcess, startService } from '../support/service-process.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const processes = [...model.processes.values()];
const receiving = processes.filter(({ steps }) => steps.some(({ method }) => method === 'Insert or Update'));

describe('every object sent by Receive comes back whole, also after the process was killed', () => {
  const objects = [...model.integrationObjects.values()];
  const schemas = objects.map((object): [string, string] => [object.name, integrationObjectXsd(object)]);
  const decoder = new MessageDecoder(objects, SchemaValidator.create(new Map(schemas)), { way: decoderWay });
  const requests = new SampleRequests(model, loadSampleData());
  const objectIds = new Map<WorkflowProcess, string>();
  let service: ServiceProcess;

  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  for (const process of receiving) {
    it(`${process.operation}, then get`, async () => {
      const { envelope } = requests.for(process);
      const objectId = /<Object_spcId>([^<]+)</.exec(await call(service.url, envelope))?.[1] ?? '';
      objectIds.set(process, objectId);
      expect(await lost(process, objectId)).to.deep.equal([]);
    });
  }

  it('and again when the process has been killed and started anew', async () => {
    await service.kill();
    service = await startService({}, service.dataDirectory);
    for (const [process, objectId] of objectIds) expect(await lost(process, objectId)).to.deep.equal([]);
  });

  async function lost(process: WorkflowProcess, objectId: string): Promise<string[]> {
    const sent = requests.for(process).instances;
    const stored = await get(process, objectId);
    expect(stored.roots).to.have.length(1);
    return differences(sent?.roots[0], stored.roots[0]);
  }

  /** By the Get operation of the object; where Siebel has none (alerts), with the command line. */
  async function get({ integrationObject }: WorkflowProcess, objectId: string): Promise<InstanceList> {
    const querying = processes.find(
      (process) =>
        process.integrationObject === integrationObject && process.steps.some(({ method }) => method === 'Query'),
    );
    const text =
      querying === undefined
        ? await getByCommand(integrationObject.name, objectId)
        : await call(service.url, getEnvelope(querying.operation, objectId));
    const list = new RegExp(`<${integrationObject.tag}[ >].*</${integrationObject.tag}>`, 's').exec(text)?.[0] ?? text;
    return decoder.decodeDocument(list, integrationObject);
  }

  async function getByCommand(object: string, objectId: string): Promise<string> {
    const args = ['--disable-warning=ExperimentalWarning', MAIN, 'get', object, objectId];
    const { dataDirectory } = service;
    const env = { ...process.env, ...databaseEnvironment(dataDirectory), CUT_DATA_DIR: dataDirectory };
    return (await promisify(execFile)(process.execPath, args, { env })).stdout;
  }
});

function getEnvelope(operation: string, objectId: string): string {
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
    <${operation}_Input xmlns="http://siebel.com/CustomUI"><Object_spcId>${objectId}</Object_spcId></${operation}_Input>
  </soapenv:Body></soapenv:Envelope>`;
}

async function call(url: string, body: string): Promise<string> {
  const headers = { 'content-type': 'text/xml; charset=utf-8', authorization: BASIC };
  const response = await fetch(`${url}/soap`, { method: 'POST', body, headers });
  const text = await response.text();
  expect(response.status, text).to.equal(200);
  return text;
}
