import { expect } from 'chai';
import { SampleRequests } from '../../../src/contract/samples/sample-requests.ts';
import type { WorkflowProcess } from '../../../src/model/model.ts';
import { model } from '../../support/model.ts';
import { loadSampleData } from '../../support/sample-data.ts';
import { xpath } from '../../support/xpath.ts';

function process(operation: string): WorkflowProcess {
  const found = model.processes.get(operation);
  if (found === undefined) throw new RangeError(`no operation ${operation}`);
  return found;
}

describe('SampleRequests', () => {
  const requests = new SampleRequests(model, loadSampleData());

  it('asks by the row id of the first sample record, and shows what has a default', () => {
    const { envelope, rowId } = requests.for(process('CUTGetAccountData'));
    expect(rowId).to.equal('1-2A7QK');
    const wrapper = '/env:Envelope/env:Body/cus:CUTGetAccountData_Input';
    expect(xpath(envelope, `${wrapper}/*`)).to.deep.equal(['1-2A7QK', 'CUT Sample Account IO']);
    expect(xpath(envelope, `${wrapper}/cus:Object_spcId`)).to.deep.equal(['1-2A7QK']);
  });

  it('asks a process that starts another one in the same way', () => {
    expect(requests.for(process('CUTSendAccountData'))).to.have.property('rowId', '1-2A7QK');
  });

  it('gives a process that writes new instances', () => {
    const { envelope, instances, rowId } = requests.for(process('CUTReceiveFraudAlertData'));
    expect(rowId).to.equal(undefined);
    expect(instances?.roots).to.have.length(1);
    const io = { io: 'http://www.siebel.com/xml/CUT%20Sample%20Fraud%20Alert%20IO' };
    expect(xpath(envelope, '//io:FraudAlert/io:AccountId', io)).to.deep.equal(['1-2A7QK']);
    expect(xpath(envelope, '//io:FraudAlert/io:Owner', io)).to.deep.equal(['HSATO']);
    expect(xpath(envelope, '//io:FraudAlert/io:CreatedOn', io)).to.deep.equal(['03/02/2004 06:00:00']);
  });

  it('marks the primary of a multi-value group', () => {
    const { envelope } = requests.for(process('CUTReceiveAccountData'));
    expect(xpath(envelope, '//*[local-name() = "BusinessAddress"]/@IsPrimaryMVG')).to.deep.equal(['Y']);
  });
});
