import type { WsdlSubject } from '../wsdl.ts';
import { node, type XmlNode } from '../xml-writer.ts';
import { bindingName, WSDL_SOAP_VERSIONS } from './bindings.ts';

/** SOAP 1.1 comes first: it is what callers that take any port get. */
export function wsdlService(service: WsdlSubject, address: string): XmlNode {
  return node(
    'wsdl:service',
    { name: service.name },
    WSDL_SOAP_VERSIONS.map((version) =>
      node(
        'wsdl:port',
        { name: `${service.name}Port${version.suffix}`, binding: `tns:${bindingName(service, version)}` },
        [node(`${version.prefix}:address`, { location: address })],
      ),
    ),
  );
}
