import { CutError } from '../../errors/cut-error.ts';
import type { FeedSplitter, SplitState } from '../split/feed-splitter.ts';
import type { PreparedObject, Preparer } from './prepared-object.ts';

export interface ChunkLimits {
  /** Objects that are written in one transaction. */
  readonly objects: number;
  /** Of these, so many are written together, as one message. */
  readonly together: number;
  /** Bytes of all; a single larger one makes a chunk of its own. */
  readonly bytes: number;
}

/** Where a chunk ends. */
export interface ChunkEnd {
  /** Where the splitter stands behind it. */
  readonly state: SplitState;
  /** Whether the feed ends there. */
  readonly isLast: boolean;
  /** Why it ends, when it does not end well. */
  readonly broken: CutError | undefined;
}

/** What is written in one transaction. */
export interface Chunk extends ChunkEnd {
  /** Can be gone over more than once. */
  readonly objects: Iterable<PreparedObject>;
}

/**
 * Reads the objects of a chunk, and gives them away one by one. The same at every run: where chunks end depends on the feed and on the limits only.
 */
export function readChunk(
  splitter: FeedSplitter,
  preparer: Pick<Preparer, 'prepare'>,
  limits: ChunkLimits,
  take: (object: PreparedObject) => void,
): ChunkEnd {
  let objects = 0;
  let bytes = 0;
  let broken: CutError | undefined;
  let isLast = false;
  while (!isLast && objects < limits.objects && bytes < limits.bytes) {
    try {
      const prepared = prepareNext(splitter, preparer);
      if (prepared === undefined) isLast = true;
      else {
        objects += 1;
        bytes += prepared.object.length;
        take(prepared);
      }
    } catch (error) {
      if (!(error instanceof CutError)) throw error;
      broken = error;
      isLast = true;
    }
  }
  return { state: splitter.state, isLast, broken };
}

/**
 * An object that can be read ends where it seems to end; only of others is the markup looked at.
 *
 * For the decoder gets the likely object between the tags of its list, and refuses everything in a list but elements of its one kind, everything behind the list,
 * and here more than one root. What seems to be an object ends with an end tag of its name: when the object itself has ended before, that tag ends a second
 * root; when it has not, or the tag is in a comment, a CDATA section or an instruction, the document does not end well. Objects of which the integration object is
 * not known, in whose place the decoder would refuse less, are refused before.
 */
function prepareNext(splitter: FeedSplitter, preparer: Pick<Preparer, 'prepare'>): PreparedObject | undefined {
  let tried: PreparedObject | undefined;
  const object = splitter.next((likely) => {
    tried = preparer.prepare(likely, splitter);
    return tried.error === undefined;
  });
  if (object === undefined) return undefined;
  return tried?.object === object ? tried : preparer.prepare(object, splitter);
}
