/**
 * The operation that a SOAPAction, or the action of SOAP 1.2, names: what follows its last colon, without quotes (siebel-eai, 2.3:
 * `"document/http://siebel.com/CustomUI:Op"`, `"'…'"` and the bare `http://siebel.com/CustomUI:Op` have been seen). Undefined when it
 * names none.
 */
export function operationOfAction(action: string | undefined): string | undefined {
  const text = action?.trim().replace(/^["']+|["']+$/g, '') ?? '';
  const name = text.slice(text.lastIndexOf(':') + 1).replace(/^(?:document|rpc)\//, '');
  return name === '' ? undefined : name;
}
