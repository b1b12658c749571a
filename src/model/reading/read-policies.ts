import { suggestion } from '../../errors/near-names.ts';
import { OUTBOX_SERVICE } from '../business-services.ts';
import type { Component, WorkflowProcess } from '../model.ts';
import type { Policy, Watch } from '../policy.ts';
import type { PoliciesFile, PolicyEntry, WatchEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { MappingFile } from './read-file.ts';
import { putsMessagesOut } from './read-partners.ts';
import { watchOf } from './read-watch.ts';

/** So many turns two partners may take with one object unless its policy says otherwise. */
const HOPS = 10;

/** `policies.yaml` -> workflow policies. */
export function readPolicies(
  { content, place }: MappingFile<PoliciesFile>,
  processes: Iterable<WorkflowProcess>,
  problems: Problems,
): readonly Policy[] {
  const processesByName = new Map([...processes].map((process) => [process.name, process]));
  const names = new Set<string>();
  return content.policies.flatMap((entry, index) => {
    const here = place.at('policies', index);
    const { policy: name, when, hops = HOPS } = entry;
    if (names.has(name)) problems.add(here.at('policy'), `there is a policy '${name}' already`);
    names.add(name);
    const process = sendProcess(entry, processesByName, here, problems);
    if (process === undefined) return [];
    const watches = readWatches(entry, process, here, problems);
    return [
      {
        name,
        process,
        at: here.at('process').position,
        watches,
        hops,
        ...(when !== undefined && { when: { text: when, at: here.at('when').position } }),
      },
    ];
  });
}

function sendProcess(
  { process: name }: PolicyEntry,
  processes: ReadonlyMap<string, WorkflowProcess>,
  place: Place,
  problems: Problems,
): WorkflowProcess | undefined {
  const process = processes.get(name);
  const here = place.at('process');
  if (process === undefined) problems.add(here, `there is no process '${name}'${suggestion(name, processes.keys())}`);
  else if (!putsMessagesOut(process))
    problems.add(here, `'${name}' puts no messages out; it has no step of ${OUTBOX_SERVICE}`);
  return process;
}

/** All components, with all that can change in them, unless the policy says what it watches. */
function readWatches(
  { watch }: PolicyEntry,
  { integrationObject }: WorkflowProcess,
  place: Place,
  problems: Problems,
): readonly Watch[] {
  const { components } = integrationObject;
  const watched = new Set<Component>();
  const entries = watch ?? [...components.keys()];
  return entries.flatMap((item, index) => {
    const here = watch === undefined ? place.at('process') : place.at('watch', index);
    const entry: WatchEntry = typeof item === 'string' ? { component: item } : item;
    const named = typeof item === 'string' ? here : here.at('component');
    const component = components.get(entry.component);
    if (component === undefined) {
      const hint = suggestion(entry.component, components.keys());
      problems.add(named, `${integrationObject.name} has no component '${entry.component}'${hint}`);
      return [];
    }
    if (watched.has(component)) problems.add(named, `'${component.name}' stands here already`);
    watched.add(component);
    return [watchOf(component, entry, here, problems)];
  });
}
