import { CUT_FEED_REJECT } from '../store/cut-tables.ts';
import type { ColumnReference, Condition, Reader, Row, RowChange, Shape, Transaction } from '../store/store.ts';
import type { Feed, FeedError } from './feed.ts';
import { stampOf } from './feed-rows.ts';

/** An object that was not written. */
export interface Reject {
  /** Its place among the objects of the feed, from 1. */
  readonly number: number;
  /** Bytes of the spooled feed. */
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly integrationObject?: string;
  /** Start tag of the element around it. */
  readonly listTag: string;
  /** At least one. */
  readonly errors: readonly FeedError[];
}

const NAMES = [
  'FEED_ROW_ID',
  'OBJECT_NUM',
  'OFFSET_NUM',
  'LENGTH_NUM',
  'LINE_NUM',
  'INT_OBJECT',
  'LIST_TAG',
  'ERRORS',
] as const;
const COLUMNS = NAMES.map((name) => reference(name).column);
const SHAPE: Shape = Object.freeze({ table: CUT_FEED_REJECT, joins: [], where: [], columns: NAMES.map(reference) });

export async function insertRejects(transaction: Transaction, feed: Feed, rejects: readonly Reject[]): Promise<void> {
  if (rejects.length === 0) return;
  const rowIds = await transaction.allocateRowIds(rejects.length);
  const changes = rejects.map((reject, index): RowChange => {
    const values = [
      feed.rowId,
      String(reject.number),
      String(reject.offset),
      String(reject.length),
      String(reject.line),
      reject.integrationObject ?? null,
      reject.listTag,
      JSON.stringify(reject.errors),
    ];
    return { kind: 'insert', table: CUT_FEED_REJECT, rowId: String(rowIds[index]), columns: COLUMNS, values };
  });
  await transaction.apply(changes, stampOf(feed));
}

/** The first rejects behind `after`, in the order of the feed. */
export async function findRejects(
  reader: Reader,
  { rowId }: Feed,
  after: number,
  limit: number,
): Promise<readonly Reject[]> {
  const number = reference('OBJECT_NUM');
  const behind: Condition = {
    kind: 'compare',
    operator: '>',
    left: { type: 'number', kind: 'column', column: number },
    right: { type: 'number', kind: 'value', value: String(after) },
    ignoreCase: false,
  };
  const condition: Condition = { kind: 'all', of: [ofFeed(rowId), behind] };
  const rows = await reader.select({ shape: SHAPE, condition, orderBy: [{ column: number }], limit });
  return rows.map(rejectOf);
}

function ofFeed(rowId: string): Condition {
  return { kind: 'equals', column: reference('FEED_ROW_ID'), value: rowId };
}

function rejectOf([, number, offset, length, line, integrationObject, listTag, errors]: Row): Reject {
  return {
    number: Number(number),
    offset: Number(offset),
    length: Number(length),
    line: Number(line),
    ...(typeof integrationObject === 'string' ? { integrationObject } : {}),
    listTag: String(listTag),
    errors: JSON.parse(String(errors)) as FeedError[],
  };
}

function reference(name: string): ColumnReference {
  const column = CUT_FEED_REJECT.columns.get(name);
  if (column === undefined) throw new RangeError(`rejects have no column ${name}`);
  return { alias: 't', column };
}
