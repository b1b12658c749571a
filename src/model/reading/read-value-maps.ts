import type { ValueMap } from '../model.ts';
import type { ValueListsFile, ValueMapEntry } from './mapping-files.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';
import type { MappingFile } from './read-file.ts';

/** `value-lists.yaml` -> value maps by name. */
export function readValueMaps(
  { content, place }: MappingFile<ValueListsFile>,
  problems: Problems,
): ReadonlyMap<string, ValueMap> {
  const maps = Object.entries(content.valueMaps ?? {});
  return new Map(
    maps.map(([name, entries]) => [name, readValueMap(name, entries, place.at('valueMaps', name), problems)]),
  );
}

function readValueMap(name: string, entries: readonly ValueMapEntry[], place: Place, problems: Problems): ValueMap {
  const inbound = new Map<string, string>();
  const outbound = new Map<string, string>();
  const add = (map: Map<string, string>, from: string, to: string, here: Place): void => {
    const other = map.get(from);
    if (other === undefined) map.set(from, to);
    else problems.add(here, `${name} makes '${other}' of '${from}' already; a direction tells two entries apart`);
  };
  for (const [index, { siebel, external, direction }] of entries.entries()) {
    if (direction !== 'Outbound') add(inbound, external, siebel, place.at(index));
    if (direction !== 'Inbound') add(outbound, siebel, external, place.at(index));
  }
  return { name, inbound, outbound };
}
