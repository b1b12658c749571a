import { suggestion } from '../../errors/near-names.ts';
import { shorten } from '../../xml/shorten.ts';
import type { KnownElements } from './known-elements.ts';
import type { SaidOfObject } from './open-element.ts';

/** Why nobody knows of which kind an object is, to be read behind its tag; and what it may have been meant to be. */
export function whyUnknown(tag: string, { objectName, list }: SaidOfObject, known: KnownElements): string {
  if (objectName !== undefined) return wrongName(objectName, list, known);
  const tags = [...known.byName.values()].map((object) => object.tag);
  if (list === undefined) return suggestion(tag, [...tags, ...[...known.byName.values()].map(({ root }) => root.tag)]);
  const [object, second] = known.ofList(list);
  if (object === undefined) return ` in ${shorten(list)}${suggestion(list, tags)}`;
  return second === undefined
    ? ` in ${list} of another namespace than '${object.namespace}'`
    : ` in ${list}, which several integration objects have; IntObjectName must say which`;
}

function wrongName(objectName: string, list: string | undefined, known: KnownElements): string {
  const named = known.byName.get(objectName);
  if (named !== undefined) return ` where IntObjectName says '${objectName}', the list of which is ${named.tag}`;
  const ofList = list === undefined ? [] : known.ofList(list).map(({ name }) => name);
  const near = suggestion(objectName, ofList.length === 0 ? known.byName.keys() : ofList);
  return ` where IntObjectName says '${shorten(objectName)}', which is none${near}`;
}
