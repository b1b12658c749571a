import { expect } from 'chai';
import { holdsExample } from '../../src/model/example-arguments.ts';
import type { Step, WorkflowProcess } from '../../src/model/model.ts';
import { publishedProcesses } from '../../src/model/published-services.ts';
import { integrationObject, model } from '../support/model.ts';

const step = (service: string, method: string, inputs: Readonly<Record<string, string>>): Step => ({
  name: method,
  service,
  method,
  inputs: new Map(Object.entries(inputs)),
  literals: new Map(),
  outputs: new Map(),
});
const process = (name: string, ...steps: readonly Step[]): WorkflowProcess => ({
  name,
  operation: name,
  comment: '',
  integrationObject: integrationObject('CUT Sample Account IO'),
  properties: [],
  steps,
});

const QUERY = step('EAI Siebel Adapter', 'Query', { SiebelMessage: 'Message' });
const UPSERT = step('EAI Siebel Adapter', 'Insert or Update', { SiebelMessage: 'Message' });
const get = process('Get', QUERY);
const all = [get, process('Inner', step('Workflow', 'Get', { Message: 'Example' }))];

describe('a hierarchy that is sent', () => {
  for (const [what, expected, steps] of [
    ['is an example where it is queried by', true, [QUERY]],
    ['is none where it is written', false, [UPSERT]],
    ['is what the first step that reads it takes it for', false, [UPSERT, QUERY]],
    ['is an example where a subprocess queries by it', true, [step('Workflow', 'Inner', { Example: 'Message' })]],
    ['is none where the subprocess is not there', false, [step('Workflow', 'Other', { Example: 'Message' })]],
    ['is none where nothing reads it', false, [step('EAI Siebel Adapter', 'Query', { SiebelMessage: 'Other' })]],
  ] as const) {
    it(what, () => {
      expect(holdsExample(process('Tested', ...steps), 'Message', all)).to.equal(expected);
    });
  }

  it('is an example in the operations that query, and in no other', () => {
    const examples = publishedProcesses(model).filter(({ properties }, index, processes) => {
      const payload = properties.find(({ type, direction }) => type === 'hierarchy' && direction !== 'out');
      const sent = processes[index];
      return payload !== undefined && sent !== undefined && holdsExample(sent, payload.name, model.processes.values());
    });
    for (const { operation } of examples) expect(operation).to.match(/^CUTGet|Query(?:Page)?$/);
    expect(examples).to.have.length(6 + 2 * 8);
  });
});
