import { expect } from 'chai';
import { adapterOperationPrefix, adapterProcesses } from '../../src/model/adapter-processes.ts';
import { methodSignature } from '../../src/model/business-services.ts';
import type { IntegrationObject, WorkflowProcess } from '../../src/model/model.ts';
import { publishedProcesses, publishedServices } from '../../src/model/published-services.ts';
import { integrationObject, model } from '../support/model.ts';

const account = integrationObject('CUT Sample Account IO');
const processes = adapterProcesses(account);

function process(method: string): WorkflowProcess {
  const found = processes.find(({ operation }) => operation === `CUTSampleAccount${method}`);
  if (found === undefined) throw new RangeError(`no operation for ${method}`);
  return found;
}

describe('the processes of the EAI Siebel Adapter', () => {
  it('are one per method, named after the integration object and the method', () => {
    expect(processes.map(({ operation }) => operation)).to.deep.equal([
      'CUTSampleAccountQuery',
      'CUTSampleAccountQueryPage',
      'CUTSampleAccountInsert',
      'CUTSampleAccountUpdate',
      'CUTSampleAccountUpsert',
      'CUTSampleAccountSynchronize',
      'CUTSampleAccountDelete',
      'CUTSampleAccountExecute',
    ]);
  });

  it('have one step, which hands every argument over and takes every one back', () => {
    for (const { name, steps } of processes) {
      const [step, ...more] = steps;
      expect(more, name).to.deep.equal([]);
      const signature = methodSignature(step?.service ?? '', step?.method ?? '');
      const same = (all: object = {}) => Object.keys(all).map((each) => [each, each]);
      expect([...(step?.inputs ?? [])], name)
        .to.deep.equal(same(signature?.inputs))
        .and.not.to.deep.equal([]);
      expect([...(step?.outputs ?? [])], name)
        .to.deep.equal(same(signature?.outputs))
        .and.not.to.deep.equal([]);
    }
  });

  it('have the arguments as properties, the message under the tag of its integration object', () => {
    const properties = Object.fromEntries(
      process('Query').properties.map(({ name, tag, type, direction }) => [name, `${tag} ${type} ${direction}`]),
    );
    expect(properties).to.deep.include({
      SiebelMessage: 'ListOfCutSampleAccountIo hierarchy inout',
      PrimaryRowId: 'PrimaryRowId string inout',
      SearchSpec: 'SearchSpec string in',
      NumOutputObjects: 'NumOutputObjects string out',
    });
  });

  it('explain each argument in both directions', () => {
    const comments = new Map(process('Upsert').properties.map(({ name, comment }) => [name, comment]));
    expect(comments.get('SiebelMessage')).to.equal(
      'In, the objects to write; out, the objects as they were sent; with StatusObject, their status keys',
    );
    expect(comments.get('MessageId')).to.equal("The caller's own name for the call, for the log");
    for (const { properties } of processes)
      for (const { name, comment } of properties) expect(comment, name).not.to.equal('');
  });

  for (const [object, prefix] of [
    ['CUT Sample Account IO', 'CUTSampleAccount'],
    ['SWIContactIO', 'SWIContact'],
    ['SS_Address_IO', 'SS_Address'],
    ['VFQ IDM Sync', 'VFQIDMSync'],
    ['CUT RADIO', 'CUTRADIO'],
    ['IO', 'IO'],
  ] as const) {
    it(`begin with ${prefix} for ${object}`, () => {
      expect(adapterOperationPrefix({ ...account, name: object } as IntegrationObject)).to.equal(prefix);
    });
  }

  it('are published, and are none of the workflow processes', () => {
    const { siebelAdapter } = model;
    expect(siebelAdapter).to.deep.include({ id: 'siebel-adapter', name: 'CUTSiebelAdapter' });
    expect(siebelAdapter?.processes).to.have.length(8 * model.integrationObjects.size);
    expect(publishedServices(model)).to.include(siebelAdapter);
    expect(publishedProcesses(model)).to.have.length(20 + 64);
    for (const { operation } of siebelAdapter?.processes ?? []) expect(model.processes.has(operation)).to.equal(false);
  });

  it('are left out where the mappings do not ask for them', () => {
    const { siebelAdapter: _, ...without } = model;
    expect(publishedServices(without)).to.deep.equal([...model.services.values()]);
    expect(publishedProcesses(without)).to.have.length(20);
  });
});
