import { CutError } from '../errors/cut-error.ts';
import { suggestion } from '../errors/near-names.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import type { ListValue, Model, ValueMap } from '../model/model.ts';

/**
 * What the lookup functions find: the lists of values and the value maps of the model. All of them refuse a name that is not there; a value map also a value
 * that it does not have, since an empty one in its place would lose data without a word (siebel-eai, 6.3).
 * @param refused the error to throw; SEARCH_REFUSED when left out
 */
export function modelLookups(
  { valueLists, valueMaps }: Pick<Model, 'valueLists' | 'valueMaps'>,
  refused: (problem: string) => Error = searchRefused,
): Lookups {
  const named = <T>(kind: string, name: string, all: ReadonlyMap<string, T>): T => {
    const found = all.get(name);
    if (found === undefined) throw refused(`there is no ${kind} '${name}' for it${suggestion(name, all.keys())}`);
    return found;
  };
  const valuesOf = (name: string): readonly ListValue[] => named('list of values', name, valueLists).values;
  return {
    displayValue: (list, code) => valuesOf(list).find((entry) => entry.code === code)?.value ?? null,
    code: (list, value) => valuesOf(list).find((entry) => entry.value === value)?.code ?? null,
    mapped(map, direction, value, otherwise) {
      const found =
        named('direction', direction, directionsOf(named('value map', map, valueMaps))).get(value) ?? otherwise;
      if (found === undefined) throw refused(`value map ${map} has nothing for '${value}', ${direction}`);
      return found;
    },
  };
}

function directionsOf({ inbound, outbound }: ValueMap): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map([
    ['Siebel Inbound', inbound],
    ['Siebel Outbound', outbound],
  ]);
}

function searchRefused(problem: string): CutError {
  return new CutError('SEARCH_REFUSED', { problem });
}
