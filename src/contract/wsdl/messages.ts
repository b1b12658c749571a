import type { WorkflowProcess } from '../../model/model.ts';
import { node, type XmlNode } from '../xml-writer.ts';
import { inputName, outputName } from './operation-names.ts';

/** Two messages per operation, each with one part, which is the wrapper element of the same name. */
export function wsdlMessages(processes: readonly WorkflowProcess[]): readonly XmlNode[] {
  return processes.flatMap((process) => [message(inputName(process)), message(outputName(process))]);
}

function message(name: string): XmlNode {
  return node('wsdl:message', { name }, [node('wsdl:part', { name, element: `tns:${name}` })]);
}
