import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IntegrationObject, Model, WorkflowProcess } from './model.ts';
import type { Policy } from './policy.ts';
import { checkListsAreUsed } from './reading/check-lists-are-used.ts';
import { deepFreeze } from './reading/deep-freeze.ts';
import type { ModelParts } from './reading/model-parts.ts';
import { Problems } from './reading/problems.ts';
import { readMappingFile } from './reading/read-file.ts';
import { readIntegrationObject } from './reading/read-integration-object.ts';
import { readPartners } from './reading/read-partners.ts';
import { readPolicies } from './reading/read-policies.ts';
import { readQueues } from './reading/read-queues.ts';
import { readTables } from './reading/read-tables.ts';
import { readValueLists } from './reading/read-value-lists.ts';
import { readValueMaps } from './reading/read-value-maps.ts';
import { readWorkflows } from './reading/read-workflows.ts';

/**
 * Reads, checks and links the mapping files of a directory (`docs/mappings.md`); the result is frozen.
 * @throws ModelError with everything that is wrong. A file whose structure is broken hides mistakes in those that build on it.
 */
export function loadModel(directory: string): Model {
  const problems = new Problems();
  const model = read(directory, problems);
  problems.throwIfAny();
  if (model === undefined) throw new Error('a model that cannot be read must have a problem');
  return deepFreeze(model);
}

function read(directory: string, problems: Problems): Model | undefined {
  const tablesFile = readMappingFile('tables', join(directory, 'tables.yaml'), problems);
  const listsFile = readMappingFile('value-lists', join(directory, 'value-lists.yaml'), problems);
  const objectFiles = integrationObjectFiles(directory, problems).map(
    (file) => [basename(file, '.yaml'), readMappingFile('integration-object', file, problems)] as const,
  );
  const workflowsFile = readMappingFile('workflows', join(directory, 'workflows.yaml'), problems);
  const partnersFile = readMappingFile('partners', join(directory, 'partners.yaml'), problems);
  if (tablesFile === undefined || listsFile === undefined) return undefined;

  const tables = readTables(tablesFile, problems);
  const valueLists = readValueLists(listsFile, problems);
  const valueMaps = readValueMaps(listsFile, problems);
  const parts: ModelParts = { tables, valueLists, problems };
  const integrationObjects = new Map<string, IntegrationObject>();
  for (const [id, file] of objectFiles) {
    const object = file === undefined ? undefined : readIntegrationObject(file, id, parts);
    if (file === undefined || object === undefined) continue;
    if (integrationObjects.has(object.name)) {
      problems.add(file.place.at('integrationObject'), `there is an integration object '${object.name}' already`);
    }
    integrationObjects.set(object.name, object);
  }
  if (integrationObjects.size < objectFiles.length) return undefined;
  checkListsAreUsed(valueLists, integrationObjects.values(), listsFile.place.at('valueLists'), problems);

  if (workflowsFile === undefined || partnersFile === undefined) return undefined;
  const workflows = readWorkflows(workflowsFile, integrationObjects, problems);
  const partners = readPartners(partnersFile, workflows.processes, problems);
  const queues = readQueues(partnersFile, workflows.processes, problems);
  const policies = policiesIn(directory, workflows.processes.values(), problems);
  return { integrationObjects, tables, valueLists, valueMaps, ...workflows, partners, queues, policies };
}

/** `policies.yaml` may be missing: then there are none. */
function policiesIn(directory: string, processes: Iterable<WorkflowProcess>, problems: Problems): readonly Policy[] {
  const path = join(directory, 'policies.yaml');
  const file = existsSync(path) ? readMappingFile('policies', path, problems) : undefined;
  return file === undefined ? [] : readPolicies(file, processes, problems);
}

/** In the order of their names. */
function integrationObjectFiles(directory: string, problems: Problems): string[] {
  const folder = join(directory, 'integration-objects');
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
    return names.sort().map((name) => join(folder, name));
  } catch {
    problems.add({ file: folder, line: 1, column: 1 }, 'is not there; it holds one file for each integration object');
    return [];
  }
}
