import type { SplitState } from '../split/feed-splitter.ts';
import type { PackedError } from './packed-error.ts';

/**
 * A chunk as it goes from the thread that reads to the one that writes. Objects are costly to hand over, so that there are none for instances: all
 * values are one text, and numbers say what is where in it.
 */
export interface PackedChunk {
  /** Of each object `OBJECT_NUMBERS` numbers: number, offset, length, line, index of its place, index of its error or -1. */
  readonly objects: Float64Array<ArrayBuffer>;
  readonly places: readonly PackedPlace[];
  readonly errors: readonly PackedError[];
  /**
   * The instances of the objects without error, in their order. Of each: lines behind that of its object, offset of its element, flags, the lengths of its operation and search
   * spec when it has them; number of fields, of each its ordinal and length, -1 for null; number of containers, of each its ordinal, number of instances, and these.
   */
  readonly layout: Int32Array<ArrayBuffer>;
  /** Operations, search specs and values, in the order of the layout. */
  readonly text: string;
  readonly state: SplitState;
  readonly isLast: boolean;
  readonly broken?: PackedError;
}

export const OBJECT_NUMBERS = 6;

/** As `Place`, the integration object by its name. */
export interface PackedPlace {
  readonly object?: string;
  readonly before: string;
  readonly after: string;
}

/** Of an instance. */
export const PRIMARY = 1;
export const NOT_PRIMARY = 2;
export const HAS_OPERATION = 4;
export const HAS_SEARCH_SPEC = 8;
