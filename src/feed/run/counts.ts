import type { OperationDone } from '../../adapter/status-keys.ts';
import type { WriteResult } from '../../adapter/write-result.ts';

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

const KIND_OF: Readonly<Record<OperationDone, keyof ComponentCounts>> = Object.freeze({
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

  add(integrationObject: string, written: WriteResult): void {
    let counts = this.#counts.get(integrationObject);
    if (counts === undefined) {
      counts = new Map();
      this.#counts.set(integrationObject, counts);
    }
    const ofObject = counts;
    written.forEachDone(({ name }, operation) => {
      countsOf(ofObject, name)[KIND_OF[operation]] += 1;
    });
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

function countsOf(counts: Map<string, Mutable>, component: string): Mutable {
  const known = counts.get(component);
  if (known !== undefined) return known;
  const made = { inserted: 0, updated: 0, unchanged: 0, deleted: 0 };
  counts.set(component, made);
  return made;
}
