import type { Store, Value } from '../store/store.ts';
import { has, outboxShape, reference } from './outbox-rows.ts';

/** What waits for a partner. */
export interface OutboxDepth {
  readonly partner: string;
  /** Deliveries that are still to be made, those behind others too. */
  readonly waiting: number;
  /** Dead letters. */
  readonly dead: number;
  /** Seconds since the oldest of the waiting ones was put out; 0 when there is none. */
  readonly oldest: number;
}

/** Counts what waits for each partner. */
export function outboxDepth(store: Store, partners: readonly string[]): Promise<readonly OutboxDepth[]> {
  return store.read(async (reader) => {
    const depths: OutboxDepth[] = [];
    for (const partner of partners) {
      const condition = has('PARTNER', partner);
      const waiting = (await reader.count(PENDING, condition)) + (await reader.count(QUEUED, condition));
      const dead = await reader.count(DEAD, condition);
      const orderBy = [{ column: reference('SEQ_NUM') }];
      const rows = await reader.select({ shape: OLDEST, condition, orderBy, limit: 1 });
      depths.push({ partner, waiting, dead, oldest: Math.max(0, ...rows.map(([created]) => secondsSince(created))) });
    }
    return depths;
  });
}

const PENDING = outboxShape(['ROW_ID'], 'Pending');
const QUEUED = outboxShape(['ROW_ID'], 'Queued');
const DEAD = outboxShape(['ROW_ID'], 'Dead');
/** The first delivery of a lane is older than those behind it. */
const OLDEST = outboxShape(['CREATED'], 'Pending');

function secondsSince(time: Value | undefined): number {
  return Math.round((Date.now() - Date.parse(`${time}Z`)) / 1000);
}
