import { XmlDocument, XmlLibError } from 'libxml2-wasm';
import type { Assertion } from './soapui-project.ts';
import type { WsdlSchema } from './wsdl-schema.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The schema of the WSDL that the request was made from. */
  readonly schema: WsdlSchema;
}

/** What SoapUI would say against the answer; undefined when the assertion holds. */
export function problemOf(assertion: Assertion, answer: Answer): string | undefined {
  const check = CHECKS.get(assertion.type);
  if (check === undefined) return `there is no assertion type ${assertion.type}`;
  return check(answer, assertion.configuration);
}

type Check = (answer: Answer, configuration: Assertion['configuration']) => string | undefined;

const SOAP = { env: 'http://schemas.xmlsoap.org/soap/envelope/' };

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [
    'Valid HTTP Status Codes',
    ({ status }, { codes = '' }) =>
      codes.split(',').map(Number).includes(status) ? undefined : `status ${status}, not ${codes}`,
  ],
  [
    'SOAP Response',
    ({ body }) => (evaluate(body, 'count(/env:Envelope/env:Body/*)', SOAP) === '1' ? undefined : 'not a SOAP response'),
  ],
  [
    'SOAP Fault Assertion',
    ({ body }) => (evaluate(body, 'count(//env:Fault)', SOAP) === '0' ? undefined : `a fault: ${body}`),
  ],
  ['Schema Compliance', ({ body, schema }) => schemaProblem(body, schema)],
  [
    'XPath Match',
    ({ body }, { path = '', content = '' }) => {
      const { namespaces, expression } = splitDeclarations(path);
      const found = evaluate(body, expression, namespaces);
      return found === content ? undefined : `${expression} is ${found}, not ${content}`;
    },
  ],
]);

function schemaProblem(body: string, schema: WsdlSchema): string | undefined {
  try {
    schema.validateBody(body);
    return undefined;
  } catch (error) {
    if (error instanceof XmlLibError) return error.message;
    throw error;
  }
}

/** `declare namespace p='uri';` lines, as SoapUI writes them, and the expression after them. */
function splitDeclarations(path: string): { namespaces: Record<string, string>; expression: string } {
  const declaration = /declare namespace (\w+)='([^']*)';\s*/g;
  const namespaces = Object.fromEntries([...path.matchAll(declaration)].map(([, prefix, uri]) => [prefix, uri]));
  return { namespaces, expression: path.replaceAll(declaration, '') };
}

/** The value of an XPath expression as text; of nodes the first one's. */
function evaluate(text: string, expression: string, namespaces: Readonly<Record<string, string>>): string | undefined {
  using document = XmlDocument.fromString(text);
  const value = document.eval(expression, namespaces);
  return Array.isArray(value) ? value[0]?.content : String(value);
}
