import { CutError } from '../errors/cut-error.ts';
import { suggestion } from '../errors/near-names.ts';
import type { Lookups } from '../expression/evaluation-context.ts';
import type { ListValue, Model } from '../model/model.ts';

/**
 * What the lookup functions find in a search: the lists of values of the model. Value maps translate messages of partners, and have no part in
 * a search: both throw SEARCH_REFUSED for a name that is not there.
 */
export function listLookups(lists: Model['valueLists']): Lookups {
  const valuesOf = (name: string): readonly ListValue[] => {
    const list = lists.get(name);
    if (list === undefined) throw unknown('list of values', name, suggestion(name, lists.keys()));
    return list.values;
  };
  return {
    displayValue: (list, code) => valuesOf(list).find((entry) => entry.code === code)?.value ?? null,
    code: (list, value) => valuesOf(list).find((entry) => entry.value === value)?.code ?? null,
    mapped(map) {
      throw unknown('value map', map, '');
    },
  };
}

function unknown(kind: string, name: string, hint: string): CutError {
  return new CutError('SEARCH_REFUSED', { problem: `there is no ${kind} '${name}' for it${hint}` });
}
