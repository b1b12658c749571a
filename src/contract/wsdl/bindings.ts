import type { WorkflowProcess } from '../../model/model.ts';
import { SERVICE_NAMESPACE } from '../namespaces.ts';
import type { WsdlSubject } from '../wsdl.ts';
import { node, type XmlNode } from '../xml-writer.ts';
import { portTypeName } from './port-type.ts';

/** A SOAP version as WSDL sees it: the prefix of its extension elements, and how its port and binding are named. */
export interface WsdlSoapVersion {
  readonly prefix: 'soap' | 'soap12';
  readonly suffix: '' | '12';
}

export const SOAP11: WsdlSoapVersion = { prefix: 'soap', suffix: '' };
const SOAP12: WsdlSoapVersion = { prefix: 'soap12', suffix: '12' };

export const WSDL_SOAP_VERSIONS: readonly WsdlSoapVersion[] = [SOAP11, SOAP12];

export function wsdlBindings(service: WsdlSubject): readonly XmlNode[] {
  return WSDL_SOAP_VERSIONS.map((version) => binding(service, version));
}

export function bindingName({ name }: WsdlSubject, { suffix }: WsdlSoapVersion): string {
  return `${name}Binding${suffix}`;
}

/** SOAPAction of an operation (siebel-eai, 2.3). */
export function soapAction({ operation }: WorkflowProcess): string {
  return `document/${SERVICE_NAMESPACE}:${operation}`;
}

function binding(service: WsdlSubject, version: WsdlSoapVersion): XmlNode {
  const { prefix } = version;
  return node('wsdl:binding', { name: bindingName(service, version), type: `tns:${portTypeName(service)}` }, [
    node(`${prefix}:binding`, { style: 'document', transport: HTTP_TRANSPORT }),
    ...service.processes.map((process) =>
      node('wsdl:operation', { name: process.operation }, [
        node(`${prefix}:operation`, { soapAction: soapAction(process), style: 'document' }),
        node('wsdl:input', {}, [node(`${prefix}:body`, { use: 'literal' })]),
        node('wsdl:output', {}, [node(`${prefix}:body`, { use: 'literal' })]),
      ]),
    ),
  ]);
}

/** The same for both SOAP versions. */
const HTTP_TRANSPORT = 'http://schemas.xmlsoap.org/soap/http';
