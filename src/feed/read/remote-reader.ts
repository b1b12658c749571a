import type { Chunk } from '../run/chunk.ts';
import { sizeOf } from './chunk-packer.ts';
import type { ChunkReader } from './chunk-reader.ts';
import type { PackedChunk } from './packed-chunk.ts';
import { type UnpackParts, unpackChunk } from './unpack-chunk.ts';

/** Chunks that are read ahead, at most. */
const MOST_CHUNKS = 2;
/** No further chunk is read while those that are there take so many bytes. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface RemoteReaderParts {
  readonly unpack: UnpackParts;
  /** Asks for one more chunk. */
  readonly order: () => void;
  readonly onClose: () => void;
}

/** The chunks of a feed that another thread reads, a bounded number and size of them ahead. */
export class RemoteReader implements ChunkReader {
  readonly #parts: RemoteReaderParts;
  readonly #chunks: PackedChunk[] = [];
  #bytes = 0;
  #ordered = 0;
  #hasLast = false;
  #failure: { readonly error: unknown } | undefined;
  #arrival = Promise.withResolvers<void>();

  constructor(parts: RemoteReaderParts) {
    this.#parts = parts;
    this.#order();
  }

  /** @throws what the other thread has failed with, behind the chunks that it had read by then */
  async next(): Promise<Chunk> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        this.#bytes -= sizeOf(chunk);
        this.#order();
        return unpackChunk(chunk, this.#parts.unpack);
      }
      if (this.#failure !== undefined) throw this.#failure.error;
      await this.#arrival.promise;
    }
  }

  take(chunk: PackedChunk): void {
    if (this.#failure !== undefined) return;
    this.#chunks.push(chunk);
    this.#bytes += sizeOf(chunk);
    this.#ordered -= 1;
    this.#hasLast = chunk.isLast;
    this.#order();
    this.#wake();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }

  [Symbol.dispose](): void {
    this.#parts.onClose();
  }

  #order(): void {
    while (!this.#hasLast && this.#chunks.length + this.#ordered < MOST_CHUNKS && this.#bytes < MOST_BYTES) {
      this.#ordered += 1;
      this.#parts.order();
    }
  }

  #wake(): void {
    this.#arrival.resolve();
    this.#arrival = Promise.withResolvers<void>();
  }
}
