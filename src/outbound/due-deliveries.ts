import type { Reader } from '../store/store.ts';
import { has, notAfter, PENDING_IDS, reference } from './outbox-rows.ts';
import { timestampIn } from './timestamp.ts';

/** A delivery that can be made now. */
export interface DueDelivery {
  readonly rowId: string;
  readonly objectId: string;
}

/** Deliveries to a partner whose time has come, those that have waited longest first, at most one of an object. */
export async function dueDeliveries(reader: Reader, partner: string, limit: number): Promise<readonly DueDelivery[]> {
  const condition = {
    kind: 'all',
    of: [
      has('PARTNER', partner),
      {
        kind: 'any',
        of: [{ kind: 'is-null', column: reference('NEXT_TRY_TS') }, notAfter('NEXT_TRY_TS', timestampIn(0))],
      },
    ],
  } as const;
  const orderBy = ['NEXT_TRY_TS', 'SEQ_NUM'].map((name) => ({ column: reference(name) }));
  const rows = await reader.select({ shape: PENDING_IDS, condition, orderBy, limit });
  const byObject = new Map<string, DueDelivery>();
  for (const row of rows) {
    const [rowId = '', objectId = ''] = row.map(String);
    if (!byObject.has(objectId)) byObject.set(objectId, { rowId, objectId });
  }
  return [...byObject.values()];
}
