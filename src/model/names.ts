/** The naming rules of Siebel's XML (siebel-eai, 1.4): names of the repository -> names in messages. */

const ILLEGAL_IN_XML_NAMES = /[^\p{L}\p{Nd}._-]/gu;

/** XML tag of a component or field: `Related Contact` -> `RelatedContact`; hyphen, underscore and full stop stay. */
export function tagOf(name: string): string {
  return name.replace(ILLEGAL_IN_XML_NAMES, '');
}

/** XML tag of an integration object's list element: `CUT Sample Account IO` -> `ListOfCutSampleAccountIo`. */
export function listTagOf(name: string): string {
  const words = name.replace(/[\p{L}\p{Nd}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
  return `ListOf${tagOf(words)}`;
}

/** Element that wraps the instances of a child component. */
export function containerTagOf(tag: string): string {
  return `ListOf${tag}`;
}

/** XML namespace of an integration object: `http://www.siebel.com/xml/CUT%20Sample%20Account%20IO`. */
export function namespaceOf(name: string): string {
  return `http://www.siebel.com/xml/${encodeURIComponent(name)}`;
}

/** SOAP operation of a workflow process: `CUT Get Account Data` -> `CUTGetAccountData`. */
export function operationOf(process: string): string {
  return tagOf(process);
}

const ESCAPES: Readonly<Record<string, string>> = Object.freeze({
  ' ': '_spc',
  '"': '_dqt',
  "'": '_sqt',
  ':': '_cln',
  '(': '_lpr',
  ')': '_rpr',
  ';': '_scn',
  '&': '_amp',
  ',': '_cma',
  '#': '_pnd',
  '/': '_slh',
  '?': '_qst',
  '<': '_lst',
  '>': '_grt',
});

/**
 * XML tag of a process property: `Object Id` -> `Object_spcId`. The underscore itself is not escaped, as in the WSDLs that Siebel exports;
 * a character without an escape is dropped.
 */
export function propertyTagOf(property: string): string {
  return property.replace(ILLEGAL_IN_XML_NAMES, (character) => ESCAPES[character] ?? '');
}

/** Whether the text can be the name of an XML element. */
export function isXmlName(text: string): boolean {
  return /^[\p{L}_][\p{L}\p{Nd}._-]*$/u.test(text);
}
