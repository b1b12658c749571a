import type { Problems } from '../model/reading/problems.ts';
import type { DataMap } from './compiled-map.ts';

/**
 * Finds maps from which nobody could choose: documents of partners are told apart by their document elements, so that of those with one element one map only can make
 * an integration object.
 */
export function checkDocumentElements(maps: readonly DataMap[], problems: Problems): void {
  const taken = new Map<string, DataMap>();
  for (const map of maps) {
    const { external } = map.source;
    if (external === undefined || map.target.external !== undefined) continue;
    const { namespace, tag } = external.object;
    const { name: target } = map.target.object;
    const key = `${target} {${namespace}}${tag}`;
    const other = taken.get(key);
    taken.set(key, other ?? map);
    if (other === undefined) continue;
    const element = namespace === '' ? tag : `${tag} of ${namespace}`;
    const problem = `'${map.name}' and '${other.name}' (${other.at.file}) both make ${target} of documents with the element ${element}`;
    problems.add(map.at, `${problem}: one of them has to go, or they become one map`);
  }
}
