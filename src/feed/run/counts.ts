import type { OperationDone } from '../../adapter/status-keys.ts';
import type { WriteResult } from '../../adapter/write-result.ts';
import type { IntegrationObject } from '../../model/model.ts';

/** What was done to the records of a component. */
export interface ComponentCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  /** Objects that were rejected for what is wrong in this component; in the root component, too, where it is in none. */
  readonly rejected: number;
}

/** By name of the integration object, and there of the component. */
export type Counts = Readonly<Record<string, Readonly<Record<string, ComponentCounts>>>>;

export const NO_COUNTS: ComponentCounts = Object.freeze({
  inserted: 0,
  updated: 0,
  unchanged: 0,
  deleted: 0,
  rejected: 0,
});

type Mutable = { -readonly [Name in keyof ComponentCounts]: ComponentCounts[Name] };

const KINDS: readonly (keyof ComponentCounts)[] = ['inserted', 'updated', 'unchanged', 'deleted', 'rejected'];
const KIND_OF: Readonly<Record<OperationDone, keyof ComponentCounts>> = Object.freeze({
  insert: 'inserted',
  update: 'updated',
  delete: 'deleted',
  skipnode: 'unchanged',
});

/** Adds up what writes have done, and what was rejected. */
export class Tally {
  readonly #counts = new Map<string, Map<string, Mutable>>();

  constructor(counts: Counts = {}) {
    for (const [object, components] of Object.entries(counts)) {
      this.#counts.set(object, new Map(Object.entries(components).map(([name, of]) => [name, { ...of }])));
    }
  }

  add(integrationObject: string, written: WriteResult): void {
    const counts = this.#of(integrationObject);
    written.forEachDone(({ name }, operation) => {
      countsOf(counts, name)[KIND_OF[operation]] += 1;
    });
  }

  /**
   * Counts an object that was rejected; not here when nobody knows of which kind it is.
   * @param component the one in which the first mistake is
   */
  reject(object: IntegrationObject | undefined, component = object?.root.name): void {
    if (object !== undefined && component !== undefined) countsOf(this.#of(object.name), component).rejected += 1;
  }

  /** Takes over what another one has counted. */
  addAll(other: Tally): void {
    for (const [object, components] of other.#counts) {
      const counts = this.#of(object);
      for (const [name, of] of components) {
        const sum = countsOf(counts, name);
        for (const kind of KINDS) sum[kind] += of[kind];
      }
    }
  }

  /** What was rejected, when nothing of what was written counts. */
  onlyRejected(): Counts {
    const rejected = (components: ReadonlyMap<string, Mutable>): [string, ComponentCounts][] =>
      [...components]
        .filter(([, of]) => of.rejected > 0)
        .map(([name, of]) => [name, { ...NO_COUNTS, rejected: of.rejected }]);
    return Object.fromEntries(
      [...this.#counts].map(([object, components]) => [object, Object.fromEntries(rejected(components))]),
    );
  }

  get counts(): Counts {
    return Object.fromEntries(
      [...this.#counts].map(([object, components]) => [object, Object.fromEntries(components)]),
    );
  }

  #of(integrationObject: string): Map<string, Mutable> {
    const known = this.#counts.get(integrationObject);
    if (known !== undefined) return known;
    const made = new Map<string, Mutable>();
    this.#counts.set(integrationObject, made);
    return made;
  }
}

function countsOf(counts: Map<string, Mutable>, component: string): Mutable {
  const known = counts.get(component);
  if (known !== undefined) return known;
  const made = { ...NO_COUNTS };
  counts.set(component, made);
  return made;
}
