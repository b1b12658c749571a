import type { WorkflowProcess } from '../../model/model.ts';
import type { WsdlSubject } from '../wsdl.ts';
import { node, type XmlNode } from '../xml-writer.ts';
import { inputName, outputName } from './operation-names.ts';

export function wsdlPortType(service: WsdlSubject): XmlNode {
  return node('wsdl:portType', { name: portTypeName(service) }, service.processes.map(operation));
}

/** Not the name of the service: generators that make a class of each would clash. */
export function portTypeName({ name }: WsdlSubject): string {
  return `${name}PortType`;
}

function operation(process: WorkflowProcess): XmlNode {
  return node('wsdl:operation', { name: process.operation }, [
    node('wsdl:documentation', {}, process.comment),
    node('wsdl:input', { message: `tns:${inputName(process)}` }),
    node('wsdl:output', { message: `tns:${outputName(process)}` }),
  ]);
}
