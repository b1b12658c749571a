import { CutError } from '../errors/cut-error.ts';
import { suggestion } from '../errors/near-names.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import type { ListValue, Model, ValueMap } from '../model/model.ts';

/**
 * What the lookup functions find in a search: the lists of values and the value maps of the model. All of them throw SEARCH_REFUSED for a name
 * that is not there; a value map also for a value that it does not have, since nothing would be found for an empty one (siebel-eai, 6.3).
 */
export function modelLookups({ valueLists, valueMaps }: Pick<Model, 'valueLists' | 'valueMaps'>): Lookups {
  const valuesOf = (name: string): readonly ListValue[] => named('list of values', name, valueLists).values;
  return {
    displayValue: (list, code) => valuesOf(list).find((entry) => entry.code === code)?.value ?? null,
    code: (list, value) => valuesOf(list).find((entry) => entry.value === value)?.code ?? null,
    mapped(map, direction, value, otherwise) {
      const found = valuesIn(named('value map', map, valueMaps), direction).get(value) ?? otherwise;
      if (found === undefined) throw refused(`value map ${map} has nothing for '${value}', ${direction}`);
      return found;
    },
  };
}

function named<T>(kind: string, name: string, all: ReadonlyMap<string, T>): T {
  const found = all.get(name);
  if (found === undefined) throw refused(`there is no ${kind} '${name}' for it${suggestion(name, all.keys())}`);
  return found;
}

function valuesIn({ inbound, outbound }: ValueMap, direction: string): ReadonlyMap<string, string> {
  const directions = new Map([
    ['Siebel Inbound', inbound],
    ['Siebel Outbound', outbound],
  ]);
  return named('direction', direction, directions);
}

function refused(problem: string): CutError {
  return new CutError('SEARCH_REFUSED', { problem });
}
