import type { Column } from '../model/model.ts';
import { CUT_OUTBOX, CUT_OUTBOX_TRY } from '../store/cut-tables.ts';
import type { ColumnReference, Condition, Row, Shape } from '../store/store.ts';
import { columnsOf, referenceTo, shapeOf } from '../store/table-columns.ts';

/** `Queued`: behind an older pending one of the same object and partner. */
export type DeliveryStatus = 'Pending' | 'Queued' | 'Delivered' | 'Dead' | 'Skipped';

/** A delivery that is to be made. */
export interface PendingDelivery {
  readonly rowId: string;
  readonly partner: string;
  readonly messageId: string;
  /** Grows with each delivery that is put into the outbox, in the order of the commits: a whole number. */
  readonly sequence: string;
  /** When it was put into the outbox: UTC, in canonical form. */
  readonly created: string;
  readonly process: string;
  readonly objectId: string;
  readonly payload: string;
  readonly tries: number;
  readonly refusals: number;
  /** UTC, in canonical form; empty when there is no end. */
  readonly giveUp: string;
}

const COLUMNS = [
  'ROW_ID',
  'PARTNER',
  'MESSAGE_ID',
  'SEQ_NUM',
  'CREATED',
  'PROCESS',
  'OBJECT_ID',
  'PAYLOAD',
  'TRIES',
  'REFUSALS',
  'GIVE_UP_TS',
] as const;

/** Of pending deliveries their ROW_ID and object. */
export const PENDING_IDS: Shape = outboxShape(['ROW_ID', 'OBJECT_ID'], 'Pending');

/** Pending deliveries with their payload, as `pendingDelivery` takes them. */
export const PENDING_SHAPE: Shape = outboxShape(COLUMNS, 'Pending');

export function pendingDelivery(row: Row): PendingDelivery {
  const text = (name: (typeof COLUMNS)[number]): string => row[COLUMNS.indexOf(name)] ?? '';
  return {
    rowId: text('ROW_ID'),
    partner: text('PARTNER'),
    messageId: text('MESSAGE_ID'),
    sequence: text('SEQ_NUM'),
    created: text('CREATED'),
    process: text('PROCESS'),
    objectId: text('OBJECT_ID'),
    payload: text('PAYLOAD'),
    tries: Number(text('TRIES')),
    refusals: Number(text('REFUSALS')),
    giveUp: text('GIVE_UP_TS'),
  };
}

/** Columns of the outbox by name, in this order. */
export function outboxColumns(names: readonly string[]): readonly Column[] {
  return columnsOf(CUT_OUTBOX, names);
}

/** Columns of the history of tries by name, in this order. */
export function tryColumns(names: readonly string[]): readonly Column[] {
  return columnsOf(CUT_OUTBOX_TRY, names);
}

export function reference(name: string): ColumnReference {
  return referenceTo(CUT_OUTBOX, name);
}

/** Rows of the outbox with these columns; those of one status, or all. */
export function outboxShape(columns: readonly string[], status?: DeliveryStatus): Shape {
  return shapeOf(CUT_OUTBOX, columns, status === undefined ? {} : { STATUS_CD: status });
}

export function tryReference(name: string): ColumnReference {
  return referenceTo(CUT_OUTBOX_TRY, name);
}

/** Rows of the history of tries with these columns. */
export function tryShape(columns: readonly string[]): Shape {
  return shapeOf(CUT_OUTBOX_TRY, columns);
}

/** A condition that a column has this value. */
export function has(name: string, value: string): Condition {
  return { kind: 'equals', column: reference(name), value };
}

/** A condition that a date and time is at or before this one, in canonical form. */
export function notAfter(name: string, time: string): Condition {
  return {
    kind: 'compare',
    operator: '<=',
    left: { type: 'datetime', kind: 'column', column: reference(name) },
    right: { type: 'datetime', kind: 'value', value: time },
    ignoreCase: false,
  };
}
