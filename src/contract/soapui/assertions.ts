import { SERVICE_NAMESPACE } from '../namespaces.ts';
import { OBJECT_ID, outputsOf } from '../process-arguments.ts';
import { node, type XmlNode } from '../xml-writer.ts';
import type { SampleCall } from './sample-call.ts';
import { stableId } from './stable-id.ts';

/**
 * What SoapUI checks in the answer to a sample request: that it is one, that it follows the schema, and that it is about the right record.
 * The type of "Not SOAP Fault" is indeed called "SOAP Fault Assertion".
 */
export function assertions(call: SampleCall): readonly XmlNode[] {
  const { operation } = call.process;
  const assertion = (type: string, name: string, configuration: readonly XmlNode[] = []): XmlNode =>
    node('con:assertion', { type, name, id: stableId('assertion', operation, name) }, configuration);
  return [
    assertion('Valid HTTP Status Codes', 'Status 200', [node('con:configuration', {}, [node('codes', {}, '200')])]),
    assertion('SOAP Response', 'SOAP Response'),
    assertion('SOAP Fault Assertion', 'Not SOAP Fault'),
    assertion('Schema Compliance', 'Schema Compliance', [node('con:configuration')]),
    ...matches(call).map((match) => assertion('XPath Match', match.name, [xpathMatch(call, match)])),
  ];
}

interface Match {
  readonly name: string;
  readonly path: string;
  readonly content: string;
}

function matches(call: SampleCall): readonly Match[] {
  return [objectId(call), rootField(call)].filter((match) => match !== undefined);
}

/** The process property: of a record that is asked for the one sent, of a new one any. */
function objectId({ process, request }: SampleCall): Match | undefined {
  const property = outputsOf(process).find(({ name }) => name === OBJECT_ID);
  if (property === undefined) return undefined;
  const path = `//cus:${property.tag}`;
  return request.rowId === undefined
    ? { name: OBJECT_ID, path: `count(${path}[string-length(.) > 0])`, content: '1' }
    : { name: OBJECT_ID, path, content: request.rowId };
}

/** A field of the integration object in the answer: the row id asked for, or the first status key field that was sent. */
function rootField({ process, request }: SampleCall): Match | undefined {
  const { tag, root } = process.integrationObject;
  const values = request.instances?.roots[0]?.values ?? [];
  const field = request.rowId === undefined ? root.statusKey.find(({ ordinal }) => values[ordinal]) : root.rowId;
  const content = request.rowId ?? values[field?.ordinal ?? -1];
  if (field === undefined || content === undefined || content === null) return undefined;
  const path = `//io:${tag}/io:${root.tag}[1]/io:${field.tag}`;
  return { name: `${root.name}: ${field.name}`, path, content: field.type.format(content, 'siebel') };
}

function xpathMatch({ process }: SampleCall, { path, content }: Match): XmlNode {
  const namespaces = [
    `declare namespace cus='${SERVICE_NAMESPACE}';`,
    `declare namespace io='${process.integrationObject.namespace}';`,
  ];
  return node('con:configuration', {}, [
    node('path', {}, [...namespaces, path].join('\n')),
    node('content', {}, content),
    node('allowWildcards', {}, 'false'),
    node('ignoreNamspaceDifferences', {}, 'false'),
    node('ignoreComments', {}, 'false'),
  ]);
}
