import { type Chunk, type ChunkLimits, readChunk } from '../run/chunk.ts';
import type { PreparedObject, Preparer } from '../run/prepared-object.ts';
import type { FeedSplitter } from '../split/feed-splitter.ts';
import type { ChunkReader } from './chunk-reader.ts';

/** Reads chunks when they are asked for. */
export class LocalReader implements ChunkReader {
  readonly #splitter: FeedSplitter;
  readonly #preparer: Preparer;
  readonly #limits: ChunkLimits;

  constructor(splitter: FeedSplitter, preparer: Preparer, limits: ChunkLimits) {
    this.#splitter = splitter;
    this.#preparer = preparer;
    this.#limits = limits;
  }

  next(): Chunk {
    const objects: PreparedObject[] = [];
    const end = readChunk(this.#splitter, this.#preparer, this.#limits, (object) => objects.push(object));
    return { objects, ...end };
  }

  [Symbol.dispose](): void {}
}
