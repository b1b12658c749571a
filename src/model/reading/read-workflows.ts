import { suggestion } from '../../errors/near-names.ts';
import type { IntegrationObject, Model, ProcessProperty, Service, WorkflowProcess } from '../model.ts';
import { isXmlName, operationOf, propertyTagOf } from '../names.ts';
import { checkSteps } from './check-steps.ts';
import type { ProcessEntry, PropertyEntry, StepEntry, WorkflowsFile } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { readAdapterService } from './read-adapter-service.ts';
import type { MappingFile } from './read-file.ts';

/** A process and the place where it is declared. */
export interface PlacedProcess {
  readonly process: WorkflowProcess;
  readonly place: Place;
}

/** `workflows.yaml` -> services by address, processes by operation, the service of the EAI Siebel Adapter. */
export function readWorkflows(
  { content, place }: MappingFile<WorkflowsFile>,
  objects: ReadonlyMap<string, IntegrationObject>,
  problems: Problems,
): Pick<Model, 'services' | 'processes' | 'siebelAdapter'> {
  const services = new Map<string, Service & { processes: WorkflowProcess[] }>();
  content.services.forEach(({ service: id, name }, index) => {
    const here = place.at('services', index);
    if (services.has(id)) problems.add(here.at('service'), `there is a service '${id}' already`);
    if ([...services.values()].some((other) => other.name === name)) {
      problems.add(here.at('name'), `there is a service named '${name}' already`);
    }
    services.set(id, { id, name, processes: [] });
  });

  const placed = new Map<string, PlacedProcess>();
  const processes = new Map<string, WorkflowProcess>();
  content.processes.forEach((entry, index) => {
    const here = place.at('processes', index);
    const service = services.get(entry.service);
    if (service === undefined) {
      problems.add(
        here.at('service'),
        `there is no service '${entry.service}'${suggestion(entry.service, services.keys())}`,
      );
    }
    const process = readProcess(entry, here, objects, problems);
    if (process === undefined) return;
    const { name, operation } = process;
    if (placed.has(name)) problems.add(here.at('process'), `there is a process '${name}' already`);
    else if (processes.has(operation)) {
      problems.add(
        here.at(entry.operation === undefined ? 'process' : 'operation'),
        `there is an operation '${operation}' already`,
      );
    }
    placed.set(name, { process, place: here });
    processes.set(operation, process);
    service?.processes.push(process);
  });
  const declared = new Set(content.processes.map(({ process }) => process));
  for (const { process, place: here } of placed.values()) checkSteps(process, here, placed, declared, problems);
  content.services.forEach(({ service }, index) => {
    if (content.processes.some((entry) => entry.service === service)) return;
    problems.add(place.at('services', index), `service '${service}' publishes no process`);
  });
  if (content.siebelAdapter === undefined) return { services, processes };
  const taken = { services, processes };
  const here = place.at('siebelAdapter');
  return {
    ...taken,
    siebelAdapter: readAdapterService(content.siebelAdapter, here, objects.values(), taken, problems),
  };
}

function readProcess(
  entry: ProcessEntry,
  place: Place,
  objects: ReadonlyMap<string, IntegrationObject>,
  problems: Problems,
): WorkflowProcess | undefined {
  const { process: name, operation = operationOf(name) } = entry;
  if (!isXmlName(operation))
    problems.add(place.at('process'), `'${operation}' is no XML name; give one with 'operation'`);
  const integrationObject = objects.get(entry.integrationObject);
  if (integrationObject === undefined) {
    const hint = suggestion(entry.integrationObject, objects.keys());
    problems.add(place.at('integrationObject'), `there is no integration object '${entry.integrationObject}'${hint}`);
    return undefined;
  }
  return {
    name,
    operation,
    comment: entry.comment ?? '',
    integrationObject,
    properties: readProperties(entry.properties, integrationObject, place.at('properties'), problems),
    steps: entry.steps.map(readStep),
  };
}

function readProperties(
  entries: readonly PropertyEntry[],
  { tag: listTag }: IntegrationObject,
  place: Place,
  problems: Problems,
): ProcessProperty[] {
  const names = new Set<string>();
  const tags = new Map<string, string>();
  return entries.map((entry, index) => {
    const { property: name, direction, type = 'string', comment = '' } = entry;
    const tag = type === 'hierarchy' ? listTag : propertyTagOf(name);
    const here = place.at(index, 'property');
    const other = tags.get(tag);
    if (names.has(name)) problems.add(here, `there is a process property '${name}' already`);
    else if (!isXmlName(tag)) problems.add(here, `'${tag}', the tag of '${name}', is no XML name`);
    else if (other !== undefined && direction !== 'none')
      problems.add(here, `the tag '${tag}' is that of '${other}' already`);
    names.add(name);
    if (direction !== 'none') tags.set(tag, name);
    if (type === 'hierarchy' && entry.default !== undefined) {
      problems.add(place.at(index, 'default'), 'a hierarchy property cannot have a default');
    }
    const property = { name, tag, type, direction, comment };
    return entry.default === undefined ? property : { ...property, default: entry.default };
  });
}

function readStep({ step, service, method, in: inputs, set, out, when }: StepEntry): WorkflowProcess['steps'][number] {
  return {
    name: step,
    service,
    method,
    inputs: new Map(Object.entries(inputs ?? {})),
    literals: new Map(Object.entries(set ?? {})),
    outputs: new Map(Object.entries(out ?? {})),
    ...(when === undefined ? {} : { when }),
  };
}
