import type { InstanceList } from '../../model/instance.ts';
import type { Model, ProcessProperty, WorkflowProcess } from '../../model/model.ts';
import { SERVICE_NAMESPACE, SOAP11_ENVELOPE_NAMESPACE } from '../namespaces.ts';
import { inputsOf, OBJECT_ID } from '../process-arguments.ts';
import { inputName } from '../wsdl/operation-names.ts';
import { node, printXml, type XmlNode } from '../xml-writer.ts';
import { instanceListNode } from './instance-nodes.ts';
import type { SampleData } from './known-rows.ts';
import { SampleInstances } from './sample-instances.ts';

/** A filled-in request, which succeeds on a new database with the sample records. */
export interface SampleRequest {
  /** SOAP 1.1 envelope, without XML declaration. */
  readonly envelope: string;
  /** The row id of a sample record that a process asks for, */
  readonly rowId?: string;
  /** or else the instances that it is given. */
  readonly instances?: InstanceList;
}

export class SampleRequests {
  readonly #instances: SampleInstances;
  readonly #documents: readonly InstanceList[];

  constructor(model: Model, data: SampleData) {
    this.#instances = new SampleInstances(model, data);
    this.#documents = data.documents;
  }

  /** A process that asks by Object Id gets that of the first sample record of its integration object, any other one new instances. */
  for(process: WorkflowProcess): SampleRequest {
    const rowId = this.#sampleRowId(process);
    if (rowId !== undefined) {
      return { rowId, envelope: envelope(process, (property) => rowIdArgument(property, rowId)) };
    }
    const instances = this.#instances.of(process.integrationObject);
    return {
      instances,
      envelope: envelope(process, ({ type }) => (type === 'hierarchy' ? instanceListNode(instances) : undefined)),
    };
  }

  #sampleRowId({ steps, integrationObject }: WorkflowProcess): string | undefined {
    if (!steps.some(({ inputs }) => [...inputs.values()].includes(OBJECT_ID))) return undefined;
    const { ordinal } = integrationObject.root.rowId;
    const documents = this.#documents.filter((document) => document.integrationObject === integrationObject);
    const rowIds = documents.flatMap(({ roots }) => roots.map(({ values }) => values[ordinal]));
    return rowIds.find((rowId) => typeof rowId === 'string');
  }
}

/** Besides the row id only what has a default, to show that it is there. */
function rowIdArgument({ name, tag, default: preset }: ProcessProperty, rowId: string): XmlNode | undefined {
  const value = name === OBJECT_ID ? rowId : preset;
  return value === undefined ? undefined : node(`cus:${tag}`, {}, value);
}

function envelope(process: WorkflowProcess, argumentOf: (property: ProcessProperty) => XmlNode | undefined): string {
  const properties = inputsOf(process).flatMap((property) => argumentOf(property) ?? []);
  const namespaces = { 'xmlns:soapenv': SOAP11_ENVELOPE_NAMESPACE, 'xmlns:cus': SERVICE_NAMESPACE };
  const document = node('soapenv:Envelope', namespaces, [
    node('soapenv:Header'),
    node('soapenv:Body', {}, [node(`cus:${inputName(process)}`, {}, properties)]),
  ]);
  return printXml(document).replace(/^<\?xml[^>]*\?>\n/, '');
}
