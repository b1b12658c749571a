import type { Chunk } from '../run/chunk.ts';
import type { SplitState } from '../split/feed-splitter.ts';
import type { ChunkReader } from './chunk-reader.ts';

export interface AheadReaderParts {
  /** Reads in this thread. */
  readonly here: (state: SplitState) => ChunkReader;
  /** Reads in another one; undefined while that is not ready. */
  readonly ahead: (state: SplitState) => ChunkReader | undefined;
  readonly onProblem: (error: unknown) => void;
}

/** Has a feed read ahead by another thread; here until that one is ready, and from where it has failed, if it does. */
export class AheadReader implements ChunkReader {
  readonly #parts: AheadReaderParts;
  /** Behind the last chunk. */
  #state: SplitState;
  #reader: ChunkReader;
  #where: 'here for now' | 'ahead' | 'here' = 'here for now';

  constructor(parts: AheadReaderParts, state: SplitState) {
    this.#parts = parts;
    this.#state = state;
    this.#reader = parts.here(state);
  }

  async next(): Promise<Chunk> {
    if (this.#where === 'here for now') this.#handOver();
    const chunk = await this.#read();
    this.#state = chunk.state;
    return chunk;
  }

  [Symbol.dispose](): void {
    this.#reader[Symbol.dispose]();
  }

  #handOver(): void {
    const ahead = this.#parts.ahead(this.#state);
    if (ahead === undefined) return;
    this.#reader = ahead;
    this.#where = 'ahead';
  }

  async #read(): Promise<Chunk> {
    if (this.#where !== 'ahead') return this.#reader.next();
    try {
      return await this.#reader.next();
    } catch (error) {
      this.#parts.onProblem(error);
      this.#reader[Symbol.dispose]();
      this.#reader = this.#parts.here(this.#state);
      this.#where = 'here';
      return this.#reader.next();
    }
  }
}
