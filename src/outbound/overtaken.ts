import { CUT_OUTBOX } from '../store/cut-tables.ts';
import type { RowChange, Transaction } from '../store/store.ts';
import { type DeliveryStatus, has, outboxColumns, outboxShape, reference } from './outbox-rows.ts';

/** A delivery that a newer one of the same object and partner has overtaken. */
export interface Overtaken {
  /** ROW_ID of the newer one. */
  readonly by: string;
  readonly status: DeliveryStatus;
}

/** The newer delivery of the same object and partner that is on its way or has arrived; undefined when there is none. */
export async function overtaken(
  transaction: Transaction,
  { rowId, partner, objectId }: { readonly rowId: string; readonly partner: string; readonly objectId: string },
): Promise<Overtaken | undefined> {
  const [own = []] = await transaction.find([{ shape: OWN, by: [reference('ROW_ID')], keys: [[rowId]] }]);
  const [sequence = null, by = null] = own[0] ?? [];
  if (by !== null) return { by, status: 'Delivered' };
  const condition = { kind: 'all', of: [has('PARTNER', partner), has('OBJECT_ID', objectId)] } as const;
  const orderBy = [{ column: reference('SEQ_NUM'), descending: true }];
  for (const status of OVERTAKING) {
    const [newest] = await transaction.select({ shape: BY_STATUS[status], condition, orderBy, limit: 1 });
    if (newest !== undefined && Number(newest[1]) > Number(sequence)) return { by: String(newest[0]), status };
  }
  return undefined;
}

/** A delivery that has arrived and is about to be purged. */
export interface Arrived {
  readonly rowId: string;
  readonly partner: string;
  readonly objectId: string;
  readonly sequence: number;
}

/** Changes that note, in the older dead letters of the same objects and partners, that these have overtaken them: soon nothing else will tell. */
export async function noteOvertaken(
  transaction: Transaction,
  arrived: readonly Arrived[],
): Promise<readonly RowChange[]> {
  const keys = arrived.map(({ partner, objectId }) => [partner, objectId]);
  const [dead = []] = await transaction.find([{ shape: DEAD, by: ['PARTNER', 'OBJECT_ID'].map(reference), keys }]);
  return dead.flatMap(([rowId, partner = null, objectId = null, sequence = null]): readonly RowChange[] => {
    const by = arrived.find(
      (each) => each.partner === partner && each.objectId === objectId && each.sequence > Number(sequence),
    );
    if (by === undefined) return [];
    return [{ kind: 'update', table: CUT_OUTBOX, rowId: String(rowId), columns: NOTE, values: [by.rowId] }];
  });
}

const OVERTAKING = ['Pending', 'Queued', 'Delivered'] as const;
const OWN = outboxShape(['SEQ_NUM', 'OVERTAKEN_BY']);
const NEWER = ['ROW_ID', 'SEQ_NUM'] as const;
const BY_STATUS = {
  Pending: outboxShape(NEWER, 'Pending'),
  Queued: outboxShape(NEWER, 'Queued'),
  Delivered: outboxShape(NEWER, 'Delivered'),
} as const;
const DEAD = outboxShape(['ROW_ID', 'PARTNER', 'OBJECT_ID', 'SEQ_NUM'], 'Dead');
const NOTE = outboxColumns(['OVERTAKEN_BY']);
