import type { IntegrationObject, WorkflowProcess } from '../model/model.ts';
import {
  SERVICE_NAMESPACE,
  WSDL_NAMESPACE,
  WSDL_SOAP11_NAMESPACE,
  WSDL_SOAP12_NAMESPACE,
  XML_SCHEMA_NAMESPACE,
} from './namespaces.ts';
import { wsdlBindings } from './wsdl/bindings.ts';
import { wsdlMessages } from './wsdl/messages.ts';
import { wsdlPortType } from './wsdl/port-type.ts';
import { wsdlService } from './wsdl/service.ts';
import { wsdlTypes } from './wsdl/types.ts';
import { node, printXml } from './xml-writer.ts';

/** What one WSDL describes: a service of the model, or several put together. */
export interface WsdlSubject {
  /** WSDL service name: `CUTAccount`. */
  readonly name: string;
  readonly processes: readonly WorkflowProcess[];
}

export interface WsdlOptions {
  /** Where the service is called. */
  readonly address: string;
  /** Where the XSD of an integration object is, absolute or relative to the WSDL. */
  readonly xsdLocation: (object: IntegrationObject) => string;
}

/**
 * The WSDL 1.1 of a service: document/literal, wrapped, a port for SOAP 1.1 and one for SOAP 1.2. Names and shapes are those of Siebel's exports
 * (siebel-eai, 2), except that all arguments are optional, as they are in fact, and that the import of each XSD says where it is.
 */
export function wsdl(service: WsdlSubject, options: WsdlOptions): string {
  const objects = integrationObjects(service.processes);
  return printXml(
    node(
      'wsdl:definitions',
      {
        'xmlns:wsdl': WSDL_NAMESPACE,
        'xmlns:soap': WSDL_SOAP11_NAMESPACE,
        'xmlns:soap12': WSDL_SOAP12_NAMESPACE,
        'xmlns:xsd': XML_SCHEMA_NAMESPACE,
        'xmlns:tns': SERVICE_NAMESPACE,
        ...Object.fromEntries([...objects].map(([object, prefix]) => [`xmlns:${prefix}`, object.namespace])),
        name: service.name,
        targetNamespace: SERVICE_NAMESPACE,
      },
      [
        node('wsdl:documentation', {}, FAULTS),
        wsdlTypes(service.processes, objects, options.xsdLocation),
        ...wsdlMessages(service.processes),
        wsdlPortType(service),
        ...wsdlBindings(service),
        wsdlService(service, options.address),
      ],
    ),
  );
}

/** Siebel declares no faults in its WSDLs either, and stubs made from those expect none. */
const FAULTS =
  'Any operation may answer with a SOAP fault. Its text ends with a code in parentheses, such as (SBL-EAI-04397); its detail has the element ' +
  'siebdetail of the namespace http://www.siebel.com/ws/fault, with an errorstack of code, symbol and message per error.';

/** Each integration object with the namespace prefix that stands for it. */
function integrationObjects(processes: readonly WorkflowProcess[]): ReadonlyMap<IntegrationObject, string> {
  const objects = new Set(processes.map((process) => process.integrationObject));
  return new Map([...objects].map((object, index) => [object, `ns${index + 1}`]));
}
