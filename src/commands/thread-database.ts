import type { Options } from '../config/options.ts';
import { shareWriteTurns } from '../store/sqlite/write-turns.ts';

/** Bytes of an embedded database that the connections of all threads that answer calls keep in memory, those that read and those that write each. */
const PAGE_CACHE = 64 * 1024 * 1024;

/** What each of several threads that answer calls opens the database with. */
export interface ThreadDatabase {
  /** See `WriteTurns`. */
  readonly writeTurns: Int32Array;
  readonly pageCache: number;
  readonly databasePoolSize: number;
}

/** What one thread may have is shared out among them; for one thread alone there is nothing to say. */
export function shareDatabase({ threads, databasePoolSize }: Options): ThreadDatabase | undefined {
  if (threads === 1) return undefined;
  return {
    writeTurns: shareWriteTurns(),
    pageCache: Math.ceil(PAGE_CACHE / threads),
    databasePoolSize: Math.ceil(databasePoolSize / threads),
  };
}
