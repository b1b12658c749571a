import type { InstanceList } from '../../model/instance.ts';
import type { Seed } from '../../model/seed.ts';

/** What a new database holds: sample messages must agree with it, and take their values from it. */
export interface SampleData {
  readonly seed: Seed;
  /** The sample documents, in the order of their loading. */
  readonly documents: readonly InstanceList[];
}

/** Column -> value in canonical form; ROW_ID is always among them. */
export type SampleRow = ReadonlyMap<string, string>;
