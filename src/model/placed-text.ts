import type { Position } from './reading/place.ts';

/** A text of a mapping file that another room compiles, with the place where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly at: Position;
}
