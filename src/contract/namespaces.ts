/** Target namespace of the services (siebel-eai, 2.1: Siebel's own for services that its customers make). */
export const SERVICE_NAMESPACE = 'http://siebel.com/CustomUI';

export const XML_SCHEMA_NAMESPACE = 'http://www.w3.org/2001/XMLSchema';
export const WSDL_NAMESPACE = 'http://schemas.xmlsoap.org/wsdl/';
export const WSDL_SOAP11_NAMESPACE = 'http://schemas.xmlsoap.org/wsdl/soap/';
export const WSDL_SOAP12_NAMESPACE = 'http://schemas.xmlsoap.org/wsdl/soap12/';

export const SOAP11_ENVELOPE_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';
