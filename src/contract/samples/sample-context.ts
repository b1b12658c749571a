import type { Instance } from '../../model/instance.ts';
import type { Component, Field } from '../../model/model.ts';
import type { KnownRows, SampleRow } from './known-rows.ts';

/** What the value of a field depends on, besides the field. */
export interface SampleContext {
  readonly component: Component;
  readonly rows: KnownRows;
  /** The instances of the component in the sample documents. */
  readonly examples: readonly Instance[];
  /** Makes the texts of keys new. */
  readonly suffix: string;
  /** The row that the instance stands for, when it is not a new one. */
  readonly row: SampleRow | undefined;
}

/** The first value of the field in the sample documents. */
export function exampleOf({ ordinal }: Field, { examples }: SampleContext): string | undefined {
  return examples.map(({ values }) => values[ordinal]).find((value) => typeof value === 'string');
}
