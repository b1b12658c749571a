import type { Service, WorkflowProcess } from '../../model/model.ts';
import type { SampleRequest } from '../samples/sample-requests.ts';
import { soapAction } from '../wsdl/bindings.ts';
import { node, type XmlNode } from '../xml-writer.ts';

/** A process in a SoapUI project: where it is published, and what it is called with. */
export interface SampleCall {
  readonly service: Service;
  readonly process: WorkflowProcess;
  readonly request: SampleRequest;
}

/** What a request of the navigator and one of a test step have in common; `assertions` go in the middle. */
export function callParts(
  { service, process, request }: SampleCall,
  assertions: readonly XmlNode[] = [],
): readonly XmlNode[] {
  return [
    node('con:settings'),
    node('con:encoding', {}, 'UTF-8'),
    node('con:endpoint', {}, serviceAddress(service)),
    node('con:request', {}, request.envelope),
    ...assertions,
    node('con:credentials', {}, [
      node('con:username', {}, projectProperty('username')),
      node('con:password', {}, projectProperty('password')),
      node('con:selectedAuthProfile', {}, 'Basic'),
      node('con:addedBasicAuthenticationTypes', {}, 'Basic'),
      node('con:authType', {}, 'Preemptive'),
    ]),
    node('con:jmsConfig', { JMSDeliveryMode: 'PERSISTENT' }),
    node('con:jmsPropertyConfig'),
    node('con:wsaConfig', { mustUnderstand: 'NONE', version: '200508', action: soapAction(process) }),
    node('con:wsrmConfig', { version: '1.2' }),
  ];
}

export function serviceAddress({ id }: Service): string {
  return `${projectProperty('endpoint')}/soap/${id}`;
}

/** SoapUI's notation for a property of the project. */
function projectProperty(name: string): string {
  return `\${#Project#${name}}`;
}
