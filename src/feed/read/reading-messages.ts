import type { ChunkLimits } from '../run/chunk.ts';
import type { SplitState } from '../split/feed-splitter.ts';
import type { PackedChunk } from './packed-chunk.ts';

/** What a thread that reads is to read. */
export interface ReadRequest {
  /** Of the spooled feed. */
  readonly path: string;
  /** Where to begin. */
  readonly state: SplitState;
  /** Name of the integration object of the process that was chosen. */
  readonly expected?: string;
  readonly limits: ChunkLimits;
}

/** Each feed that is read has a number. `next`: one more chunk is wanted than so far. */
export type ReadingOrder =
  | ({ readonly kind: 'open'; readonly reader: number } & ReadRequest)
  | { readonly kind: 'next' | 'close'; readonly reader: number };

export type ReadingNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'chunk'; readonly reader: number; readonly chunk: PackedChunk }
  | { readonly kind: 'failed'; readonly reader: number; readonly error: unknown };
