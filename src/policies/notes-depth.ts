import type { Reader, Store, Value } from '../store/store.ts';
import { noteReference, noteShape, ofPolicy } from './change-notes.ts';

/** What waits for a policy. */
export interface NotesDepth {
  readonly policy: string;
  /** Changes that have not been looked at, or whose process has failed. */
  readonly waiting: number;
  /** Seconds since the oldest of them; 0 when there is none. */
  readonly oldest: number;
}

/** Counts what waits for each policy. */
export function notesDepth(store: Store, policies: readonly string[]): Promise<readonly NotesDepth[]> {
  return store.read(async (reader) => {
    const depths: NotesDepth[] = [];
    for (const policy of policies) depths.push(await depthOf(reader, policy));
    return depths;
  });
}

/** By the order of the index: a change whose process has failed counts by its next try. */
async function depthOf(reader: Reader, policy: string): Promise<NotesDepth> {
  const condition = ofPolicy(policy);
  const waiting = await reader.count(IDS, condition);
  const orderBy = [{ column: noteReference('DUE_TS') }];
  const rows = await reader.select({ shape: CREATED, condition, orderBy, limit: 1 });
  return { policy, waiting, oldest: Math.max(0, ...rows.map(([created]) => secondsSince(created))) };
}

const IDS = noteShape(['ROW_ID']);
const CREATED = noteShape(['CREATED']);

function secondsSince(time: Value | undefined): number {
  return Math.round((Date.now() - Date.parse(`${time}Z`)) / 1000);
}
