import { expect } from 'chai';
import { soapUiProject } from '../../src/contract/soapui-project.ts';
import { model } from '../support/model.ts';
import { loadSampleData } from '../support/sample-data.ts';
import { xpath } from '../support/xpath.ts';

describe('SoapUI project', () => {
  const data = loadSampleData();
  const project = soapUiProject(model, data);
  const find = (expression: string): string[] => xpath(project, expression);
  const operations = [...model.processes.keys()];

  it('has an interface per service, which reads the WSDL from the service', () => {
    expect(find('//con:interface/@definition')).to.deep.equal(
      [...model.services.keys()].map((id) => `\${#Project#endpoint}/soap/${id}?wsdl`),
    );
    expect(find('//con:interface/@bindingName')).to.include('{http://siebel.com/CustomUI}CUTAccountBinding');
  });

  it('has every operation with a sample request, and a test case for each', () => {
    expect(find('//con:interface/con:operation[con:call/con:request]/@name')).to.have.members(operations);
    expect(find('//con:testCase[con:testStep]/@name')).to.have.members(operations);
  });

  it('sends the same requests in the test suite', () => {
    expect(find('//con:testStep//con:request/con:request')).to.deep.equal(find('//con:call/con:request'));
  });

  it('asks for a record that the sample data have', () => {
    const asked = find('//con:call/con:request').flatMap((request) => xpath(request, '//cus:Object_spcId'));
    const rowIds = data.documents.flatMap(({ roots }) =>
      roots.map(({ component, values }) => values[component.rowId.ordinal]),
    );
    expect(asked).to.have.length(12);
    expect(rowIds).to.include.members(asked);
  });

  it('sends complete instances to the operations that write', () => {
    const requests = find("//con:operation[starts-with(@name, 'CUTReceive')]/con:call/con:request");
    for (const request of requests) {
      expect(xpath(request, '/env:Envelope/env:Body/cus:*/*/*'), request.slice(0, 300)).to.have.length(1);
      expect(xpath(request, '//*[starts-with(local-name(), "IntegrationId")]')).not.to.have.length(0);
    }
  });

  it('asserts in every step that the answer is one, follows its schema and is about the right record', () => {
    const steps = operations.length;
    for (const type of ['Valid HTTP Status Codes', 'SOAP Response', 'SOAP Fault Assertion', 'Schema Compliance']) {
      expect(find(`//con:testStep//con:assertion[@type = '${type}']`), type).to.have.length(steps);
    }
    expect(find("//con:testStep//con:assertion[@type = 'XPath Match']")).to.have.length(2 * steps);
    expect(find("//con:testCase[@name = 'CUTGetAccountData']//con:assertion/con:configuration/content")).to.deep.equal([
      '1-2A7QK',
      '1-2A7QK',
    ]);
  });

  it('takes address and credentials from properties of the project, and has no password', () => {
    expect(find('/con:soapui-project/con:properties/con:property/con:name')).to.deep.equal([
      'endpoint',
      'username',
      'password',
    ]);
    expect(find("//con:property[con:name = 'password']/con:value")).to.deep.equal(['']);
    expect(new Set(find('//con:credentials/con:password'))).to.deep.equal(new Set([`\${#Project#password}`]));
  });

  it('gives everything an id of its own, the same each time', () => {
    const ids = find('//@id');
    expect(new Set(ids)).to.have.property('size', ids.length);
    for (const id of ids) expect(id).to.match(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(soapUiProject(model, loadSampleData())).to.equal(project);
  });

  it('can be made without sample records', () => {
    const bare = soapUiProject(model, { seed: { always: [], samples: [] }, documents: [] });
    expect(xpath(bare, '//con:testCase')).to.have.length(operations.length);
  });
});
