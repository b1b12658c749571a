import { expect } from 'chai';
import { type Client, createClientAsync, WSSecurity } from 'soap';
import { SampleRequests } from '../../src/contract/samples/sample-requests.ts';
import type { WorkflowProcess } from '../../src/model/model.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { ADMIN, type ServiceProcess, startService } from '../support/service-process.ts';
import { expectSame, inputOf, rootsOf, type SoapElement } from './soap-elements.ts';

describe('the npm client soap', () => {
  const requests = new SampleRequests(model, loadSampleData());
  let service: ServiceProcess;
  let all: Client;

  before(async () => {
    service = await startService();
    all = await createClientAsync(`${service.url}/soap?wsdl`);
    all.setSecurity(new WSSecurity(ADMIN.name, ADMIN.password));
  });

  after(() => service?.stop());

  async function call(client: Client, process: WorkflowProcess, input: SoapElement): Promise<SoapElement> {
    const [output] = await client[`${process.operation}Async`](input);
    return output;
  }

  for (const process of model.processes.values()) {
    it(`calls ${process.operation}`, async () => {
      const request = requests.for(process);
      const output = await call(all, process, inputOf(process, request, attributes));
      expect(output.Error_spcCode ?? '').to.equal('');
      const [root] = rootsOf(process, output);
      const { rowId } = process.integrationObject.root;
      expect(output.Object_spcId).to.be.a('string').and.not.to.equal('');
      expect(root?.[rowId.tag]).to.equal(output.Object_spcId);
      if (request.rowId !== undefined) expect(output.Object_spcId).to.equal(request.rowId);
    });
  }

  for (const { id, processes } of model.services.values()) {
    it(`calls the operations of ${id} at its own address, by SOAP 1.2`, async () => {
      const client = await createClientAsync(`${service.url}/soap/${id}?wsdl`, { forceSoap12Headers: true });
      client.setSecurity(new WSSecurity(ADMIN.name, ADMIN.password));
      for (const process of processes) {
        const output = await call(client, process, inputOf(process, requests.for(process), attributes));
        expect(output.Object_spcId, process.operation).to.be.a('string').and.not.to.equal('');
      }
    });
  }

  it('reads back every field that it wrote', async () => {
    const receives = [...model.processes.values()].filter((process) => requests.for(process).rowId === undefined);
    for (const receive of receives) {
      const get = [...model.processes.values()].find(
        (process) =>
          process.integrationObject === receive.integrationObject && requests.for(process).rowId !== undefined,
      );
      if (get === undefined) continue;
      const { instances } = requests.for(receive);
      const written = await call(all, receive, inputOf(receive, requests.for(receive), attributes));
      const read = await call(all, get, { Object_spcId: written.Object_spcId });
      const [root] = rootsOf(get, read);
      for (const instance of instances?.roots ?? []) expectSame(instance, root, get.operation);
    }
  });

  it("gets a fault with Siebel's code at the end of its text", async () => {
    const error = await all.CUTGetAccountDataAsync({ Object_spcId: '' }).catch((reason: unknown) => reason);
    expect(error).to.be.an('error');
    expect(error.root.Envelope.Body.Fault.faultstring).to.match(/\(SBL-[A-Z]{3}-\d{5}\)$/);
  });
});

function attributes(values: Readonly<Record<string, string>>): SoapElement {
  return { attributes: values };
}
