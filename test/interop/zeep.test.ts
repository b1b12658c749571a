import { expect } from 'chai';
import { SampleRequests } from '../../src/contract/samples/sample-requests.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { ADMIN, type ServiceProcess, startService } from '../support/service-process.ts';
import { inputOf, rootsOf } from './soap-elements.ts';
import { callWithZeep, findPythonWithZeep, type ZeepAnswer } from './zeep.ts';

describe("Python's client zeep", () => {
  const requests = new SampleRequests(model, loadSampleData());
  const processes = [...model.processes.values()];
  let service: ServiceProcess | undefined;
  let answers: ReadonlyMap<string, readonly ZeepAnswer[]>;

  before(async function () {
    this.timeout(60_000);
    const python = findPythonWithZeep();
    if (python === undefined) {
      console.log('      zeep is not there (Debian has it as python3-zeep); not asked');
      this.skip();
    }
    service = await startService();
    const calls = processes.map((process) => ({
      operation: process.operation,
      input: inputOf(process, requests.for(process), (attributes) => ({ ...attributes })),
    }));
    const byPort = await callWithZeep(python, {
      wsdl: `${service.url}/soap?wsdl`,
      user: ADMIN.name,
      password: ADMIN.password,
      calls: [...calls, { operation: 'CUTGetAccountData', input: { Object_spcId: '' } }],
    });
    answers = new Map(byPort.map((port) => [port.port, port.answers]));
  });

  after(() => service?.stop());

  for (const port of ['CUTAllPort', 'CUTAllPort12']) {
    describe(`at ${port}`, () => {
      for (const [index, process] of processes.entries()) {
        it(`calls ${process.operation}`, () => {
          const { output, error } = answers.get(port)?.[index] ?? {};
          expect(error).to.equal(undefined);
          const { rowId } = requests.for(process);
          expect(output?.Object_spcId).to.be.a('string').and.not.to.equal('');
          if (rowId !== undefined) expect(output?.Object_spcId).to.equal(rowId);
          const [root] = rootsOf(process, output ?? {});
          expect(root?.[process.integrationObject.root.rowId.tag]).to.equal(output?.Object_spcId);
        });
      }

      it("gets a fault with Siebel's code at the end of its text", () => {
        expect(answers.get(port)?.at(-1)?.error).to.match(/\(SBL-[A-Z]{3}-\d{5}\)$/);
      });
    });
  }
});
