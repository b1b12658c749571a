import type { Model } from '../model/model.ts';
import type { SampleData } from './samples/known-rows.ts';
import { SampleRequests } from './samples/sample-requests.ts';
import { assertions } from './soapui/assertions.ts';
import { interfaceName, soapUiInterface } from './soapui/interface.ts';
import { callParts, type SampleCall } from './soapui/sample-call.ts';
import { stableId } from './soapui/stable-id.ts';
import { node, printXml, type XmlNode } from './xml-writer.ts';

/**
 * A SoapUI 5 project with every operation, a filled-in sample request for each, and a test suite of the same requests. The suite passes on a new
 * database with the sample records, any number of times. Where the service is and who calls are properties of the project.
 */
export function soapUiProject(model: Model, data: SampleData): string {
  const requests = new SampleRequests(model, data);
  const services = [...model.services.values()].map((service) => ({
    service,
    calls: service.processes.map((process): SampleCall => ({ service, process, request: requests.for(process) })),
  }));
  return printXml(
    node(
      'con:soapui-project',
      {
        'xmlns:con': 'http://eviware.com/soapui/config',
        id: stableId('project'),
        activeEnvironment: 'Default',
        name: 'CUT adapter',
        resourceRoot: '',
        'soapui-version': '5.7.2',
        abortOnError: 'false',
        runType: 'SEQUENTIAL',
      },
      [
        node('con:settings'),
        ...services.map(({ service, calls }) => soapUiInterface(service, calls)),
        testSuite(services.flatMap(({ calls }) => calls)),
        properties({ endpoint: 'http://127.0.0.1:8080', username: 'SADMIN', password: '' }),
        node('con:wssContainer'),
        node('con:oAuth2ProfileContainer'),
        node('con:oAuth1ProfileContainer'),
      ],
    ),
  );
}

function testSuite(calls: readonly SampleCall[]): XmlNode {
  const name = 'Sample requests';
  return node('con:testSuite', { id: stableId('test suite', name), name }, [
    node('con:settings'),
    node('con:runType', {}, 'SEQUENTIAL'),
    ...calls.map(testCase),
    node('con:properties'),
  ]);
}

function testCase(call: SampleCall): XmlNode {
  const name = call.process.operation;
  return node(
    'con:testCase',
    {
      id: stableId('test case', name),
      failOnError: 'true',
      failTestCaseOnErrors: 'true',
      keepSession: 'false',
      maxResults: '0',
      name,
      searchProperties: 'true',
    },
    [node('con:settings'), testStep(call), node('con:properties')],
  );
}

function testStep(call: SampleCall): XmlNode {
  const name = call.process.operation;
  return node('con:testStep', { type: 'request', id: stableId('test step', name), name }, [
    node('con:settings'),
    node('con:config', { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xsi:type': 'con:RequestStep' }, [
      node('con:interface', {}, interfaceName(call.service)),
      node('con:operation', {}, name),
      node('con:request', { id: stableId('test request', name), name }, callParts(call, assertions(call))),
    ]),
  ]);
}

function properties(values: Readonly<Record<string, string>>): XmlNode {
  return node(
    'con:properties',
    {},
    Object.entries(values).map(([name, value]) =>
      node('con:property', {}, [node('con:name', {}, name), node('con:value', {}, value)]),
    ),
  );
}
