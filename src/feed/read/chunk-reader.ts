import type { Chunk } from '../run/chunk.ts';

/** Gives the chunks of a feed one after the other, up to the last one. */
export interface ChunkReader extends Disposable {
  next(): Chunk | Promise<Chunk>;
}
