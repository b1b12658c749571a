import { adapterProcesses } from '../adapter-processes.ts';
import type { IntegrationObject, Service, WorkflowProcess } from '../model.ts';
import { isXmlName } from '../names.ts';
import type { ServiceEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

/**
 * `siebelAdapter` of `workflows.yaml` -> a service with an operation for each integration object and method.
 * @param taken the services and processes that are declared; no name of theirs may stand here once more, since operations are known by their names alone
 */
export function readAdapterService(
  { service: id, name }: ServiceEntry,
  place: Place,
  objects: Iterable<IntegrationObject>,
  taken: {
    readonly services: ReadonlyMap<string, Service>;
    readonly processes: ReadonlyMap<string, WorkflowProcess>;
  },
  problems: Problems,
): Service {
  if (taken.services.has(id)) problems.add(place.at('service'), `there is a service '${id}' already`);
  if ([...taken.services.values()].some((other) => other.name === name)) {
    problems.add(place.at('name'), `there is a service named '${name}' already`);
  }
  const operations = new Map(taken.processes);
  const processes = [...objects].flatMap(adapterProcesses);
  for (const process of processes) {
    const { operation, integrationObject } = process;
    const other = operations.get(operation);
    if (!isXmlName(operation))
      problems.add(place.position, `'${operation}', of ${integrationObject.name}, is no XML name`);
    else if (other !== undefined) {
      problems.add(
        place.position,
        `the operation '${operation}', of ${integrationObject.name}, is one of ${other.integrationObject.name} already`,
      );
    }
    operations.set(operation, process);
  }
  return { id, name, processes };
}
