import { CutError } from '../../errors/cut-error.ts';
import type { FeedSplitter, SplitState } from '../split/feed-splitter.ts';
import type { PreparedObject, Preparer } from './prepared-object.ts';

export interface ChunkLimits {
  /** Objects that are written in one transaction. */
  readonly objects: number;
  /** Bytes of them; a single larger one makes a chunk of its own. */
  readonly bytes: number;
}

/** What is written in one transaction. */
export interface Chunk {
  readonly objects: readonly PreparedObject[];
  /** Where the splitter stands behind them. */
  readonly state: SplitState;
  /** Whether the feed ends there. */
  readonly isLast: boolean;
  /** Why it ends, when it does not end well. */
  readonly broken: CutError | undefined;
}

/** The same at every run: where chunks end depends on the feed and on the limits only. */
export function readChunk(splitter: FeedSplitter, preparer: Preparer, limits: ChunkLimits): Chunk {
  const objects: PreparedObject[] = [];
  let bytes = 0;
  let broken: CutError | undefined;
  let isLast = false;
  while (!isLast && objects.length < limits.objects && bytes < limits.bytes) {
    try {
      const object = splitter.next();
      if (object === undefined) isLast = true;
      else {
        bytes += object.length;
        objects.push(preparer.prepare(object));
      }
    } catch (error) {
      if (!(error instanceof CutError)) throw error;
      broken = error;
      isLast = true;
    }
  }
  return { objects, state: splitter.state, isLast, broken };
}
