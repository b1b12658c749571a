import { suggestion } from '../../errors/near-names.ts';
import type { WorkflowProcess } from '../model.ts';
import { objectsProperty } from '../objects-property.ts';
import type { Queue } from '../queue.ts';
import type { PartnersFile } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import { readDuration } from './read-duration.ts';
import type { MappingFile } from './read-file.ts';

/** `partners.yaml` -> queues whose messages are received. */
export function readQueues(
  { content: { queues = [] }, place }: MappingFile<PartnersFile>,
  processes: ReadonlyMap<string, WorkflowProcess>,
  problems: Problems,
): readonly Queue[] {
  const byName = new Map([...processes.values()].map((process) => [process.name, process]));
  const names = new Set<string>();
  return queues.map(({ queue: name, process, user, amqp, concurrency = 16, tries = 5, retry = {} }, index) => {
    const here = place.at('queues', index);
    if (names.has(name)) problems.add(here.at('queue'), `there is a queue '${name}' already`);
    names.add(name);
    if (amqp.deadLetters === amqp.address)
      problems.add(here.at('amqp', 'deadLetters'), 'is the queue itself: what is refused would come again for ever');
    const duration = (text: string | undefined, preset: string, ...path: string[]) =>
      readDuration(text ?? preset, here.at(...path), problems);
    return {
      name,
      process,
      property: readProperty(process, byName, here.at('process'), problems),
      user,
      amqp,
      concurrency,
      tries,
      retry: {
        firstPause: duration(retry.firstPause, '1s', 'retry', 'firstPause'),
        longestPause: duration(retry.longestPause, '1m', 'retry', 'longestPause'),
      },
    };
  });
}

function readProperty(
  name: string,
  processes: ReadonlyMap<string, WorkflowProcess>,
  place: Place,
  problems: Problems,
): string {
  const process = processes.get(name);
  const property = process && objectsProperty(process);
  if (process === undefined) problems.add(place, `there is no process '${name}'${suggestion(name, processes.keys())}`);
  else if (property === undefined) problems.add(place, `'${name}' takes no objects`);
  return property ?? '';
}
