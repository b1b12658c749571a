import type { IntegrationObject, ProcessProperty, WorkflowProcess } from '../../model/model.ts';
import { SERVICE_NAMESPACE } from '../namespaces.ts';
import { inputsOf, outputsOf } from '../process-arguments.ts';
import { node, type XmlNode } from '../xml-writer.ts';
import { inputName, outputName } from './operation-names.ts';

/** The wrapper elements of all operations; the integration objects are imported. */
export function wsdlTypes(
  processes: readonly WorkflowProcess[],
  objects: ReadonlyMap<IntegrationObject, string>,
  xsdLocation: (object: IntegrationObject) => string,
): XmlNode {
  const imports = [...objects.keys()].map((object) =>
    node('xsd:import', { namespace: object.namespace, schemaLocation: xsdLocation(object) }),
  );
  const wrappers = processes.flatMap((process) => [
    wrapper(inputName(process), process, inputsOf(process), objects),
    wrapper(outputName(process), process, outputsOf(process), objects),
  ]);
  return node('wsdl:types', {}, [
    node(
      'xsd:schema',
      {
        targetNamespace: SERVICE_NAMESPACE,
        elementFormDefault: 'qualified',
        attributeFormDefault: 'unqualified',
      },
      [...imports, ...wrappers],
    ),
  ]);
}

/** A sequence, since several stub generators give up the wrapped style for anything else; the service takes any order. */
function wrapper(
  name: string,
  process: WorkflowProcess,
  properties: readonly ProcessProperty[],
  objects: ReadonlyMap<IntegrationObject, string>,
): XmlNode {
  const prefix = objects.get(process.integrationObject);
  return node('xsd:element', { name }, [
    node('xsd:complexType', {}, [
      node(
        'xsd:sequence',
        {},
        properties.map((property) => argument(property, `${prefix}:${property.tag}`)),
      ),
    ]),
  ]);
}

function argument({ type, tag, comment }: ProcessProperty, reference: string): XmlNode {
  const identity = type === 'hierarchy' ? { ref: reference } : { name: tag, type: 'xsd:string' };
  return node(
    'xsd:element',
    { ...identity, minOccurs: '0' },
    comment === '' ? [] : [node('xsd:annotation', {}, [node('xsd:documentation', {}, comment)])],
  );
}
