/** How clients write a list element, made of one in which nothing has a prefix. */
export interface ClientStyle {
  readonly client: string;
  /** Declarations for the envelope, given the namespace of the list. */
  readonly outer: (namespace: string) => string;
  readonly list: (list: string, namespace: string) => string;
}

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

export const CLIENT_STYLES: readonly ClientStyle[] = [
  { client: '.NET, SoapUI and Siebel itself', outer: () => XSI, list: (list) => list },
  { client: 'zeep and Axis2', outer: () => '', list: (list) => prefixed(list, 'ns1', 'xmlns:ns1=') },
  {
    client: 'gSOAP and PHP',
    outer: (namespace) => `${XSI} xmlns:ns2="${namespace}"`,
    list: (list) => prefixed(list, 'ns2', '').replace(/ "[^"]*"/, ''),
  },
  { client: 'the npm client soap', outer: (namespace) => `xmlns:ns1="${namespace}"`, list: declaredInFields },
  {
    client: 'Axis',
    outer: () => XSI,
    list: (list) => list.replaceAll(/<(\w+)>(?=[^<]*<\/)/g, '<$1 xsi:type="xsd:string">'),
  },
];

/** @param declaration takes the place of `xmlns=` */
function prefixed(list: string, prefix: string, declaration: string): string {
  return list.replaceAll(/<(\/?)(?=\w)/g, `<$1${prefix}:`).replace('xmlns=', declaration);
}

/** It declares the namespace of a field in the field, with a prefix of its own. */
function declaredInFields(list: string, namespace: string): string {
  return list.replaceAll(/<(\w+)>([^<]*)<\/\1>/g, `<io:$1 xmlns:io="${namespace}">$2</io:$1>`);
}
