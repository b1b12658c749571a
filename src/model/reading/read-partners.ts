import { suggestion } from '../../errors/near-names.ts';
import { OUTBOX_SERVICE } from '../business-services.ts';
import type { Partner, WorkflowProcess } from '../model.ts';
import type { PartnersFile } from './mapping-files.ts';
import type { Problems } from './problems.ts';
import type { MappingFile } from './read-file.ts';

/** `partners.yaml` -> back-office systems. */
export function readPartners(
  { content, place }: MappingFile<PartnersFile>,
  processes: ReadonlyMap<string, WorkflowProcess>,
  problems: Problems,
): readonly Partner[] {
  const sends = new Map([...processes.values()].map((process) => [process.name, putsMessagesOut(process)]));
  const names = new Set<string>();
  return content.partners.map(({ partner: name, receives, file }, index) => {
    const here = place.at('partners', index);
    if (names.has(name)) problems.add(here.at('partner'), `there is a partner '${name}' already`);
    names.add(name);
    receives.forEach((process, position) => {
      const entry = here.at('receives', position);
      if (!sends.has(process))
        problems.add(entry, `there is no process '${process}'${suggestion(process, sends.keys())}`);
      else if (!sends.get(process))
        problems.add(entry, `'${process}' puts no messages out; it has no step of ${OUTBOX_SERVICE}`);
    });
    return { name, receives, transport: { kind: 'file', directory: file.directory } };
  });
}

function putsMessagesOut({ steps }: WorkflowProcess): boolean {
  return steps.some(({ service }) => service === OUTBOX_SERVICE);
}
