import type { IntegrationObject } from '../../model/model.ts';
import { isNamespaceOf } from '../../xml/payload.ts';

/** What an element around or at the place of objects is; of one that names an integration object, which. */
export type ElementKind =
  /** `SiebelMessage` or `PropertySet` (siebel-eai, 1.3). */
  | { readonly kind: 'envelope' }
  /** `ListOf...`: what it holds are objects. Without `object` it is of none that is known, or nobody can tell of which. */
  | { readonly kind: 'list'; readonly object?: IntegrationObject }
  /** A root component that stands there without its list element (siebel-eai, 1.1). */
  | { readonly kind: 'root'; readonly object: IntegrationObject }
  | { readonly kind: 'other' };

export interface ElementHints {
  /** `IntObjectName` of the envelope around it. */
  readonly objectName?: string;
  /** Integration object of the workflow process that gets the feed. */
  readonly expected?: IntegrationObject;
}

/** Tells elements by their names. */
export class KnownElements {
  readonly byName: ReadonlyMap<string, IntegrationObject>;
  readonly #lists: ReadonlyMap<string, readonly IntegrationObject[]>;
  readonly #roots: ReadonlyMap<string, readonly IntegrationObject[]>;

  constructor(objects: Iterable<IntegrationObject>) {
    const all = [...objects];
    this.byName = new Map(all.map((object) => [object.name, object]));
    this.#lists = Map.groupBy(all, ({ tag }) => tag);
    this.#roots = Map.groupBy(all, ({ root }) => root.tag);
  }

  /** Whether it is one around objects: an envelope, or the list of an integration object. */
  isAroundObjects(name: string): boolean {
    return isEnvelope(name) || this.#lists.has(name);
  }

  /** Integration objects whose list has this tag, in whichever namespace. */
  ofList(tag: string): readonly IntegrationObject[] {
    return this.#lists.get(tag) ?? [];
  }

  kindOf(name: string, namespace: string, hints: ElementHints): ElementKind {
    if (isEnvelope(name)) return { kind: 'envelope' };
    const lists = named(this.#lists, name, namespace);
    if (lists.length > 0 || name.startsWith('ListOf')) {
      const object = choose(lists, hints);
      return object === undefined ? { kind: 'list' } : { kind: 'list', object };
    }
    const object = choose(named(this.#roots, name, namespace), hints);
    return object === undefined ? { kind: 'other' } : { kind: 'root', object };
  }
}

/** `SiebelMessageIn` and the like, too, as arguments of operations are named (siebel-eai, 1.2). */
function isEnvelope(name: string): boolean {
  return name === 'PropertySet' || name.startsWith('SiebelMessage');
}

function named(
  objects: ReadonlyMap<string, readonly IntegrationObject[]>,
  name: string,
  namespace: string,
): readonly IntegrationObject[] {
  return (objects.get(name) ?? []).filter((object) => isNamespaceOf(object, namespace));
}

/** The envelope's word counts first; without one, and where several objects have the tag, that of the process. */
function choose(
  candidates: readonly IntegrationObject[],
  { objectName, expected }: ElementHints,
): IntegrationObject | undefined {
  if (objectName !== undefined) return candidates.find(({ name }) => name === objectName);
  const [only, second] = candidates;
  if (second === undefined) return only;
  return candidates.find((object) => object === expected);
}
