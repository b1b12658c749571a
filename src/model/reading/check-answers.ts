import { suggestion } from '../../errors/near-names.ts';
import type { WorkflowProcess } from '../model.ts';
import type { PartnerEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

/** Checks the processes that are to receive what partners answer: they take objects, and the way to the partner has answers. */
export function checkAnswers(
  partners: readonly PartnerEntry[],
  processes: Iterable<WorkflowProcess>,
  place: Place,
  problems: Problems,
): void {
  const takesObjects = new Map([...processes].map((process) => [process.name, hasMessage(process)]));
  for (const [index, { receives, http, soap }] of partners.entries()) {
    for (const [position, entry] of receives.entries()) {
      if (typeof entry === 'string' || entry.answer === undefined) continue;
      const { answer } = entry;
      const here = place.at(index, 'receives', position, 'answer');
      if (!takesObjects.has(answer)) {
        problems.add(here, `there is no process '${answer}'${suggestion(answer, takesObjects.keys())}`);
      } else if (!takesObjects.get(answer)) problems.add(here, `'${answer}' takes no objects`);
      if (http === undefined && soap === undefined)
        problems.add(here.keyPosition, 'goes with http and soap, where partners answer');
    }
  }
}

function hasMessage({ properties }: WorkflowProcess): boolean {
  return properties.some(({ type, direction }) => type === 'hierarchy' && /^in/.test(direction));
}
