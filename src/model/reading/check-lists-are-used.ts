import type { IntegrationObject, ValueList } from '../model.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

/** A list of values that no field has is most likely a misspelt name somewhere. */
export function checkListsAreUsed(
  lists: ReadonlyMap<string, ValueList>,
  objects: Iterable<IntegrationObject>,
  place: Place,
  problems: Problems,
): void {
  const used = new Set<string>();
  for (const { components } of objects) {
    for (const { fields } of components.values()) {
      for (const { values } of fields) if (values !== undefined) used.add(values.name);
    }
  }
  for (const name of lists.keys()) {
    if (!used.has(name)) problems.add(place.at(name).keyPosition, `no field takes its values from ${name}`);
  }
}
