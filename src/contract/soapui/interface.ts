import type { Service } from '../../model/model.ts';
import { SERVICE_NAMESPACE } from '../namespaces.ts';
import { bindingName, SOAP11, soapAction } from '../wsdl/bindings.ts';
import { node, type XmlNode } from '../xml-writer.ts';
import { callParts, type SampleCall, serviceAddress } from './sample-call.ts';
import { stableId } from './stable-id.ts';

/** A service in SoapUI's navigator: its operations, each with a sample request. SoapUI reads the WSDL from the service. */
export function soapUiInterface(service: Service, calls: readonly SampleCall[]): XmlNode {
  const name = interfaceName(service);
  return node(
    'con:interface',
    {
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:type': 'con:WsdlInterface',
      id: stableId('interface', name),
      wsaVersion: 'NONE',
      name,
      type: 'wsdl',
      bindingName: `{${SERVICE_NAMESPACE}}${name}`,
      soapVersion: '1_1',
      anonymous: 'optional',
      definition: `${serviceAddress(service)}?wsdl`,
    },
    [
      node('con:settings'),
      node('con:endpoints', {}, [node('con:endpoint', {}, serviceAddress(service))]),
      ...calls.map(operation),
    ],
  );
}

export function interfaceName(service: Service): string {
  return bindingName(service, SOAP11);
}

function operation(call: SampleCall): XmlNode {
  const name = call.process.operation;
  return node(
    'con:operation',
    {
      id: stableId('operation', name),
      isOneWay: 'false',
      action: soapAction(call.process),
      name,
      bindingOperationName: name,
      type: 'Request-Response',
      inputName: '',
      outputName: '',
      receivesAttachments: 'false',
      sendsAttachments: 'false',
      anonymous: 'optional',
    },
    [node('con:settings'), node('con:call', { id: stableId('call', name), name: 'Sample' }, callParts(call))],
  );
}
