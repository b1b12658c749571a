import type { Instance } from '../../model/instance.ts';

/** What was done, by component. */
export interface ComponentCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
}

/** By name of the integration object, and there of the component. */
export type Counts = Readonly<Record<string, Readonly<Record<string, ComponentCounts>>>>;

type Mutable = { -readonly [Name in keyof ComponentCounts]: ComponentCounts[Name] };

const KIND_OF: Readonly<Record<string, keyof ComponentCounts>> = Object.freeze({
  insert: 'inserted',
  update: 'updated',
  delete: 'deleted',
  skipnode: 'unchanged',
});

/** Adds up what writes have done. */
export class Tally {
  readonly #counts = new Map<string, Map<string, Mutable>>();

  constructor(counts: Counts = {}) {
    for (const [object, components] of Object.entries(counts)) {
      this.#counts.set(object, new Map(Object.entries(components).map(([name, of]) => [name, { ...of }])));
    }
  }

  /** @param status instances with what was done in `operation`, as the adapter answers them */
  add(integrationObject: string, status: readonly Instance[]): void {
    let counts = this.#counts.get(integrationObject);
    if (counts === undefined) {
      counts = new Map();
      this.#counts.set(integrationObject, counts);
    }
    for (const instance of status) addInstance(counts, instance);
  }

  /** Takes over what another one has counted. */
  addAll(other: Tally): void {
    for (const [object, components] of other.#counts) {
      const counts = this.#counts.get(object) ?? new Map<string, Mutable>();
      this.#counts.set(object, counts);
      for (const [name, of] of components) {
        const sum = countsOf(counts, name);
        for (const kind of Object.values(KIND_OF)) sum[kind] += of[kind];
      }
    }
  }

  get counts(): Counts {
    return Object.fromEntries(
      [...this.#counts].map(([object, components]) => [object, Object.fromEntries(components)]),
    );
  }
}

function addInstance(counts: Map<string, Mutable>, { component, operation, children }: Instance): void {
  const kind = KIND_OF[operation ?? ''];
  if (kind !== undefined) countsOf(counts, component.name)[kind] += 1;
  for (const group of children) if (group !== undefined) for (const child of group) addInstance(counts, child);
}

function countsOf(counts: Map<string, Mutable>, component: string): Mutable {
  const known = counts.get(component);
  if (known !== undefined) return known;
  const made = { inserted: 0, updated: 0, unchanged: 0, deleted: 0 };
  counts.set(component, made);
  return made;
}
