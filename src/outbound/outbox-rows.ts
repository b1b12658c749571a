import type { Column } from '../model/model.ts';
import { CUT_OUTBOX } from '../store/cut-tables.ts';
import type { ColumnReference, Row, Shape } from '../store/store.ts';

/** A delivery that is still to be made. */
export interface PendingDelivery {
  readonly rowId: string;
  readonly partner: string;
  readonly messageId: string;
  readonly process: string;
  readonly objectId: string;
  readonly payload: string;
  readonly tries: number;
}

const COLUMNS = ['ROW_ID', 'PARTNER', 'MESSAGE_ID', 'PROCESS', 'OBJECT_ID', 'PAYLOAD', 'TRIES'] as const;

/** Of pending deliveries only their ROW_ID. */
export const PENDING_IDS: Shape = pendingShape(['ROW_ID']);

/** Pending deliveries with their payload, as `pendingDelivery` takes them. */
export const PENDING_SHAPE: Shape = pendingShape(COLUMNS);

export function pendingDelivery(row: Row): PendingDelivery {
  const text = (name: (typeof COLUMNS)[number]): string => row[COLUMNS.indexOf(name)] ?? '';
  return {
    rowId: text('ROW_ID'),
    partner: text('PARTNER'),
    messageId: text('MESSAGE_ID'),
    process: text('PROCESS'),
    objectId: text('OBJECT_ID'),
    payload: text('PAYLOAD'),
    tries: Number(text('TRIES')),
  };
}

/** Columns of the outbox by name, in this order. */
export function outboxColumns(names: readonly string[]): readonly Column[] {
  return names.map(outboxColumn);
}

export function reference(name: string): ColumnReference {
  return { alias: 't', column: outboxColumn(name) };
}

function pendingShape(columns: readonly string[]): Shape {
  const where = [{ column: reference('STATUS_CD'), value: 'Pending' }];
  return Object.freeze({ table: CUT_OUTBOX, joins: [], where, columns: columns.map(reference) });
}

function outboxColumn(name: string): Column {
  const column = CUT_OUTBOX.columns.get(name);
  if (column === undefined) throw new RangeError(`the outbox has no column ${name}`);
  return column;
}
